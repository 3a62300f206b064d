#ifndef UI_KEYS_CONF_H
#define UI_KEYS_CONF_H

/* The text of ui/keys.conf, built in. */
extern const char ui_keys_conf[];

#endif
