/* The generic commands: back, quit, help, search, redraw, `:` … */
#ifndef UI_COMMANDS_H
#define UI_COMMANDS_H

#include "ui/command.h"

extern const struct command ui_commands[];

#endif
