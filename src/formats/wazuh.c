/* Wazuh 4 (reference: formats.md 3.1). Every data.* is text, even numbers; full_log, agent.ip and
 * cluster may be missing; rule.mitre has three arrays that are de-duplicated each for itself, so
 * its ids cannot be paired with its tactics. */
#include "src/formats/wazuh.h"

#include "src/base/i18n.h"
#include <string.h>

static const struct detail {
	const char *label, *path;
} details[] = {
	{ N_("Rule level"), "rule.level" },
	{ N_("Rule groups"), "rule.groups" },
	{ N_("Seen in"), "location" },
	{ N_("Agent address"), "agent.ip" },
	{ N_("Source address"), "data.srcip" },
	{ N_("Source address"), "data.src_ip" },
	{ N_("Source address"), "data.win.eventdata.ipAddress" },
	{ N_("Source address"), "data.aws.sourceIPAddress" },
	{ N_("Destination address"), "data.dstip" },
	{ N_("Destination address"), "data.dest_ip" },
	{ N_("Destination port"), "data.dstport" },
	{ N_("Program"), "data.win.eventdata.image" },
	{ N_("Command line"), "data.win.eventdata.commandLine" },
	{ N_("Hashes"), "data.win.eventdata.hashes" },
	{ N_("URL"), "data.url" },
	{ N_("File"), "syscheck.path" },
	{ N_("Change"), "syscheck.event" },
	{ N_("SHA-256"), "syscheck.sha256_after" },
	{ N_("SHA-1"), "syscheck.sha1_after" },
	{ N_("MD5"), "syscheck.md5_after" },
	{ N_("VirusTotal"), "data.virustotal.permalink" },
};

static const char *const accounts[] = { "data.srcuser", "data.dstuser",
	"data.win.eventdata.targetUserName", "data.win.eventdata.user",
	"data.aws.userIdentity.userName", "syscheck.uname_after" };

bool wazuh_detect(const struct json *value)
{
	const struct json *rule = json_at(value, "rule");

	return rule && rule->kind == JSON_KIND_OBJECT && json_text(value, "rule.level") &&
	       (json_at(value, "agent.id") || json_at(value, "manager.name") ||
		       json_at(value, "decoder") || json_at(value, "location"));
}

/* Wazuh's own table from levels 0-16 to words; it also says "none" for 0. */
static const char *severity_of(int64_t level)
{
	if (level >= 14)
		return "critical";
	if (level >= 10)
		return "high";
	if (level >= 7)
		return "medium";
	return level >= 4 ? "low" : "info";
}

static void set_severity(struct filling *filling)
{
	const char *text = json_text(filling->value, "rule.level");
	gint64 level;

	if (text && g_ascii_string_to_signed(text, 10, 0, 99, &level, NULL)) {
		record_set(filling->alert, ALERT_SEVERITY, severity_of(level));
		return;
	}
	record_set(filling->alert, ALERT_SEVERITY, "medium");
	fill_note(filling, _("The alert has no level that is a number; it was taken as medium."));
}

/* The id counts bytes of one manager's log file of one day, and sample data repeats one id in
 * every record: only together with where, what and when is it a key. */
static void set_key(struct filling *filling)
{
	const char *node = json_text(filling->value, "cluster.node");
	const char *id = json_text(filling->value, "id");
	const char *rule = json_text(filling->value, "rule.id");
	const char *agent = json_text(filling->value, "agent.id");
	const char *time = json_text(filling->value, "timestamp");
	g_autofree char *key = NULL;

	if (!node)
		node = json_text(filling->value, "manager.name");
	if (is_nothing(id) || !time)
		return;
	key = g_strjoin(
		"|", node ? node : "", id, rule ? rule : "", agent ? agent : "", time, NULL);
	fill_whole(filling, ALERT_KEY, key);
}

/* The manager ("000") also stands for devices that only send it their logs: then the log's own
 * host is the one concerned. */
static void set_asset(struct filling *filling)
{
	const char *agent = json_text(filling->value, "agent.id");
	const char *host = json_text(filling->value, "predecoder.hostname");

	if (agent && strcmp(agent, "000") == 0 && !is_nothing(host))
		fill_item(filling, ALERT_ASSET, host);
	else
		fill_list(filling, ALERT_ASSET, "agent.name");
}

static void set_summary(struct filling *filling)
{
	fill_paragraph(filling, json_text(filling->value, "rule.description"));
	for (size_t i = 0; i < G_N_ELEMENTS(details); i++)
		fill_detail(filling, _(details[i].label), details[i].path);
	fill_paragraph(filling, json_text(filling->value, "full_log"));
}

bool wazuh_parse(const struct json *value, struct parsed *out, char **problem)
{
	const char *title = json_text(value, "rule.description"),
		   *rule = json_text(value, "rule.id");
	g_autofree char *fallback = NULL;
	struct filling filling;

	if (!title && !rule) {
		*problem =
			g_strdup(_("it has neither rule.description nor rule.id: no Wazuh alert"));
		return false;
	}
	fill_begin(&filling, value, "wazuh");
	fallback = g_strdup_printf(_("Wazuh rule %s"), rule ? rule : "?");
	fill_title(&filling, title, fallback);
	set_summary(&filling);
	set_severity(&filling);
	set_key(&filling);
	set_asset(&filling);
	fill_time(&filling, "timestamp");
	for (size_t i = 0; i < G_N_ELEMENTS(accounts); i++)
		fill_list(&filling, ALERT_ACCOUNT, accounts[i]);
	fill_text(&filling, ALERT_RULE_ID, "rule.id");
	fill_text(&filling, ALERT_RULE_NAME, "rule.description");
	fill_list(&filling, ALERT_TECHNIQUES, "rule.mitre.id");
	fill_end(&filling, out);
	return true;
}
