#include "src/cli/verdict.h"

#include <inttypes.h>

#include "src/base/i18n.h"
#include "src/cli/out.h"

void verdict_rollbacks(int64_t count)
{
	if (count <= 0)
		return;
	out_line(ngettext("%" PRId64 " rollback was accepted:", "%" PRId64 " rollbacks were accepted:",
			  (unsigned long)count), count);
	out_line("%s", "    blotter look audit --filter action=rollback-accept");
}
