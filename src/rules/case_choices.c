/* The values choice fields may have, as the contract spells them; each list ends with NULL. */
#include "src/rules/case_choices.h"

#include "src/base/i18n.h"

const struct choice severity_choices[] = {
	{ "SEV1", N_("SEV1"), "1" },
	{ "SEV2", N_("SEV2"), "2" },
	{ "SEV3", N_("SEV3"), "3" },
	{ "SEV4", N_("SEV4"), "4" },
	{ "SEV5", N_("SEV5"), "5" },
	{ NULL },
};

const struct choice state_choices[] = {
	{ "new", N_("new") },
	{ "triage", N_("triage") },
	{ "investigating", N_("investigating") },
	{ "containment", N_("containment") },
	{ "eradication", N_("eradication") },
	{ "recovery", N_("recovery") },
	{ "review", N_("review") },
	{ "close_pending", N_("close pending") },
	{ "closed", N_("closed") },
	{ NULL },
};

/* Merging is no ending one asks for: the case that goes is closed as a duplicate. */
#define ASKED_FOR \
	{ "resolved", N_("resolved") }, \
	{ "false_positive", N_("false positive") }, \
	{ "not_an_incident", N_("not an incident (benign)") }, \
	{ "duplicate", N_("duplicate of another case") }, \
	{ "transferred_external", N_("transferred to an outside party") }, \
	{ "risk_accepted", N_("risk accepted") }, \
	{ "unresolved_exhausted", N_("unresolved, means exhausted") }, \
	{ "exercise", N_("exercise") }, \
	{ "entered_in_error", N_("entered in error") },

const struct choice disposition_choices[] = {
	ASKED_FOR
	{ "merged", N_("merged into another case") },
	{ NULL },
};

const struct choice close_choices[] = {
	ASKED_FOR
	{ NULL },
};

const struct choice case_kind_choices[] = {
	{ "incident", N_("incident") },
	{ "event", N_("event") },
	{ "exercise", N_("exercise") },
	{ NULL },
};

const struct choice created_via_choices[] = {
	{ "tui", N_("screen") },
	{ "cli", N_("command line") },
	{ "ingest", N_("ingest") },
	{ "promote", N_("promoted alert") },
	{ "import", N_("import") },
	{ "quick_form", N_("quick form") },
	{ NULL },
};

const struct choice tlp_choices[] = {
	{ "red", N_("TLP:RED"), "TLP:RED" },
	{ "amber_strict", N_("TLP:AMBER+STRICT"), "TLP:AMBER+STRICT" },
	{ "amber", N_("TLP:AMBER"), "TLP:AMBER" },
	{ "green", N_("TLP:GREEN"), "TLP:GREEN" },
	{ "clear", N_("TLP:CLEAR"), "TLP:CLEAR" },
	{ NULL },
};

const struct choice dissemination_choices[] = {
	{ "noforn", N_("NOFORN: no foreign nationals") },
	{ "fed_only", N_("FED ONLY: federal employees only") },
	{ "fedcon", N_("FEDCON: federal employees and contractors") },
	{ "nocon", N_("NOCON: no contractors") },
	{ "dl_only", N_("DL ONLY: attached list only") },
	{ "rel_to", N_("REL TO: releasable to the countries named") },
	{ "relido", N_("RELIDO: release by the disclosure officer") },
	{ "display_only", N_("DISPLAY ONLY: shown, not handed over") },
	{ "ac", N_("AC: attorney-client") },
	{ "awp", N_("AWP: attorney work product") },
	{ NULL },
};

const struct choice precision_choices[] = {
	{ "exact", N_("exact") },
	{ "minute", N_("to the minute") },
	{ "hour", N_("to the hour") },
	{ "day", N_("to the day") },
	{ "estimated", N_("estimated") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice detection_source_choices[] = {
	{ "edr_av", N_("EDR or antivirus") },
	{ "siem_rule", N_("SIEM rule") },
	{ "mail_gateway", N_("mail gateway") },
	{ "ids_ndr", N_("IDS or NDR") },
	{ "firewall_proxy", N_("firewall or proxy") },
	{ "vuln_scanner", N_("vulnerability scanner") },
	{ "audit_review", N_("audit review") },
	{ "user_report", N_("user report") },
	{ "admin_observation", N_("administrator's observation") },
	{ "third_party_supplier", N_("third party or supplier") },
	{ "customer_prime", N_("customer or prime contractor") },
	{ "government_dc3", N_("government or DC3") },
	{ "law_enforcement", N_("law enforcement") },
	{ "researcher", N_("researcher") },
	{ "physical_security", N_("physical security") },
	{ "exercise", N_("exercise") },
	{ "other", N_("other") },
	{ NULL },
};

const struct choice detection_method_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "automated", N_("automated") },
	{ "manual", N_("manual") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice alert_severity_choices[] = {
	{ "info", N_("info") },
	{ "low", N_("low") },
	{ "medium", N_("medium") },
	{ "high", N_("high") },
	{ "critical", N_("critical") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice incident_type_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "malware", N_("malware") },
	{ "ransomware", N_("ransomware") },
	{ "phishing_social_engineering", N_("phishing, social engineering"), "phishing" },
	{ "credential_compromise", N_("credential compromise") },
	{ "unauthorised_access", N_("unauthorised access"), "unauthorized_access" },
	{ "privilege_misuse", N_("privilege misuse") },
	{ "data_exfiltration", N_("data exfiltration") },
	{ "data_spill_mis_marking", N_("data spill, mis-marking"), "data_spill" },
	{ "insider_malicious", N_("insider, malicious") },
	{ "insider_negligent", N_("insider, negligent") },
	{ "lost_stolen_equipment_or_media", N_("lost or stolen equipment or media") },
	{ "dos", N_("denial of service") },
	{ "web_app_attack", N_("web or application attack") },
	{ "supply_chain_third_party", N_("supply chain, third party") },
	{ "policy_violation_improper_usage", N_("policy violation, improper usage") },
	{ "physical", N_("physical") },
	{ "vulnerability_exposure", N_("vulnerability exposure") },
	{ "ot_ics", N_("OT, ICS") },
	{ "scan_probe", N_("scan, probe") },
	{ "other", N_("other") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

/* US-CERT Federal Incident Notification Guidelines, and so location and impacts below */
const struct choice attack_vector_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "unknown", N_("unknown") },
	{ "attrition", N_("attrition") },
	{ "web", N_("web") },
	{ "email_phishing", N_("e-mail, phishing"), "email" },
	{ "external_removable_media", N_("external or removable media") },
	{ "impersonation_spoofing", N_("impersonation, spoofing") },
	{ "improper_usage", N_("improper usage") },
	{ "loss_or_theft_of_equipment", N_("loss or theft of equipment") },
	{ "other", N_("other") },
	{ NULL },
};

const struct choice observed_activity_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "prepare", N_("prepare") },
	{ "engage", N_("engage") },
	{ "presence", N_("presence") },
	{ "effect", N_("effect") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice location_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "l1_business_dmz", N_("L1 business DMZ"), "L1" },
	{ "l2_business_network", N_("L2 business network"), "L2" },
	{ "l3_business_network_management",
		N_("L3 business network management: AD, admin stations"), "L3" },
	{ "l4_critical_system_dmz_jump", N_("L4 critical-system DMZ, jump hosts"), "L4" },
	{ "l5_critical_system_management", N_("L5 critical-system management"), "L5" },
	{ "l6_critical_systems", N_("L6 critical systems"), "L6" },
	{ "l7_safety_systems", N_("L7 safety systems"), "L7" },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice actor_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "unknown", N_("unknown") },
	{ "external_criminal", N_("external, criminal") },
	{ "external_state_suspected", N_("external, state suspected") },
	{ "insider_malicious", N_("insider, malicious") },
	{ "insider_unintentional", N_("insider, unintentional") },
	{ "supplier_partner", N_("supplier or partner") },
	{ "researcher", N_("researcher") },
	{ "hacktivist", N_("hacktivist") },
	{ "natural_none", N_("natural cause, nobody") },
	{ NULL },
};

const struct choice confidence_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "low", N_("low") },
	{ "medium", N_("medium") },
	{ "high", N_("high") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice functional_impact_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "no_impact", N_("no impact") },
	{ "no_impact_to_services", N_("no impact to services") },
	{ "minimal_non_critical", N_("minimal, non-critical services") },
	{ "minimal_critical", N_("minimal, critical services") },
	{ "significant_non_critical", N_("significant, non-critical services") },
	{ "denial_of_non_critical", N_("denial of non-critical services") },
	{ "significant_critical", N_("significant, critical services") },
	{ "denial_of_critical_loss_of_control",
		N_("denial of critical services, loss of control"), "denial_of_critical" },
	{ "unknown", N_("unknown") },
	{ NULL },
};

/* US-CERT Federal Incident Notification Guidelines, and one of ours: CUI breach */
const struct choice information_impact_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "no_impact", N_("no impact") },
	{ "suspected_but_not_identified", N_("suspected but not identified") },
	{ "privacy_data_breach", N_("privacy data breach") },
	{ "proprietary_information_breach", N_("proprietary information breach") },
	{ "destruction_of_non_critical_systems", N_("destruction of non-critical systems") },
	{ "critical_systems_data_breach", N_("critical systems data breach") },
	{ "core_credential_compromise", N_("core credential compromise") },
	{ "destruction_of_critical_system", N_("destruction of critical system") },
	{ "cui_breach", N_("CUI breach") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice recoverability_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "regular", N_("regular: with the means at hand") },
	{ "supplemented", N_("supplemented: with further means") },
	{ "extended", N_("extended: time not foreseeable") },
	{ "not_recoverable", N_("not recoverable") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice cia_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "confidentiality", N_("confidentiality"), "C" },
	{ "integrity", N_("integrity"), "I" },
	{ "availability", N_("availability"), "A" },
	{ "none", N_("none") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice yes_no_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "yes", N_("yes") },
	{ "no", N_("no"), "none" },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice cui_involvement_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "none", N_("none (C0)"), "C0" },
	{ "touched", N_("system or enclave touched (C1)"), "C1" },
	{ "suspected", N_("compromise suspected (C2)"), "C2" },
	{ "confirmed", N_("compromise confirmed (C3)"), "C3" },
	{ NULL },
};

/* the CUI registry's categories a defence contractor meets */
const struct choice cui_category_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "cti", N_("CTI Controlled Technical Information") },
	{ "expt", N_("EXPT Export Controlled") },
	{ "exptr", N_("EXPTR Export Controlled Research") },
	{ "dcrit", N_("DCRIT DoD Critical Infrastructure Security Information") },
	{ "nnpi", N_("NNPI Naval Nuclear Propulsion Information") },
	{ "dcni", N_("DCNI Unclassified Controlled Nuclear Information, Defense") },
	{ "psi", N_("PSI Privileged Safety Information"), "DPSI" },
	{ "opsec", N_("OPSEC Operations Security") },
	{ "prvcy", N_("PRVCY General Privacy") },
	{ "pers", N_("PERS Personnel Records") },
	{ "mil", N_("MIL Military Personnel Records") },
	{ "hlth", N_("HLTH Health Information") },
	{ "propin", N_("PROPIN General Proprietary Business Information") },
	{ "mfc", N_("MFC Proprietary Manufacturer") },
	{ "procure", N_("PROCURE General Procurement and Acquisition") },
	{ "contract", N_("CONTRACT Contract Use") },
	{ "fnc", N_("FNC General Financial Information") },
	{ "isvi", N_("ISVI Information Systems Vulnerability Information") },
	{ "phys", N_("PHYS Physical Security") },
	{ "crit", N_("CRIT General Critical Infrastructure") },
	{ "pcii", N_("PCII Protected Critical Infrastructure Information") },
	{ "ceii", N_("CEII Critical Energy Infrastructure Information") },
	{ "emgt", N_("EMGT Emergency Management") },
	{ "lei", N_("LEI Law Enforcement") },
	{ "inv", N_("INV Investigation") },
	{ "intel", N_("INTEL General Intelligence") },
	{ "privilege", N_("PRIVILEGE Legal Privilege") },
	{ "lprot", N_("LPROT Protective Order") },
	{ "intl", N_("INTL International Agreement Information") },
	{ "psec", N_("PSEC Secrecy Orders") },
	{ "app", N_("APP Patent Applications") },
	{ "invent", N_("INVENT Inventions") },
	{ "sbiz", N_("SBIZ Small Business Research and Technology") },
	{ "ssel", N_("SSEL Source Selection") },
	{ "budg", N_("BUDG Budget") },
	{ "tax", N_("TAX Federal Taxpayer Information") },
	{ "pending", N_("CUI possible, determination pending") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice cui_effect_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "none", N_("none seen") },
	{ "disclosure", N_("disclosure") },
	{ "exfiltration", N_("exfiltration") },
	{ "modification", N_("modification") },
	{ "destruction", N_("destruction") },
	{ "loss_of_availability", N_("loss of availability") },
	{ "spill", N_("spill") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice export_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "none", N_("none") },
	{ "itar", N_("ITAR") },
	{ "ear", N_("EAR") },
	{ "itar_and_ear", N_("ITAR and EAR") },
	{ "unknown", N_("unknown") },
	{ NULL },
};

const struct choice dfars_reportable_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "yes", N_("yes") },
	{ "no", N_("no") },
	{ "undetermined", N_("undetermined") },
	{ NULL },
};

const struct choice root_cause_choices[] = {
	{ "not_assessed", N_("not assessed") },
	{ "unpatched", N_("unpatched") },
	{ "misconfiguration", N_("misconfiguration") },
	{ "weak_stolen_credential", N_("weak or stolen credential") },
	{ "user_error", N_("user error") },
	{ "missing_control", N_("missing control") },
	{ "process_gap", N_("process gap") },
	{ "third_party", N_("third party") },
	{ "malicious_insider", N_("malicious insider") },
	{ "hardware_loss", N_("hardware, loss") },
	{ "unknown_accepted", N_("unknown, accepted"), "unknown" },
	{ NULL },
};

const struct choice retention_choices[] = {
	{ "incident", N_("incident: 6 years after closure") },
	{ "event", N_("event, false positive: 1 year") },
	{ "exercise", N_("exercise: 6 years") },
	{ "contract", N_("as the contract says") },
	{ NULL },
};
