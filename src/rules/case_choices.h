/* The values choice fields may have, as the contract spells them; each list ends with NULL. */
#ifndef RULES_CASE_CHOICES_H
#define RULES_CASE_CHOICES_H

#include "src/rules/field.h"

extern const struct choice severity_choices[], state_choices[], disposition_choices[],
	close_choices[], case_kind_choices[], created_via_choices[], tlp_choices[], dissemination_choices[],
	precision_choices[], detection_source_choices[], detection_method_choices[],
	alert_severity_choices[], incident_type_choices[], attack_vector_choices[],
	observed_activity_choices[], location_choices[], actor_choices[], confidence_choices[],
	functional_impact_choices[], information_impact_choices[], recoverability_choices[],
	cia_choices[], yes_no_choices[], cui_involvement_choices[], cui_category_choices[],
	cui_effect_choices[], export_choices[], dfars_reportable_choices[], root_cause_choices[],
	retention_choices[];

#endif
