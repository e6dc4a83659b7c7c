"""Small hand-written libraries for the tests of the catalogue."""

from pathlib import Path

FRAMEWORK = """\
format: tandem-framework/1
key: bakery
edition: "2020"
name: Bakery Rules 2020
title: How a bakery is run
publisher: Guild of Bakers
kind: standard
about: What a good bakery does.
requirements:
- ref: "4"
  title: Oven
  kind: clause
  assessable: false
- ref: "4.1"
  title: Heat
  parent: "4"
  kind: clause
  assessable: true
  about: The oven is hot before the bread goes in.
  evidence: A log of temperatures.
- ref: "A.1"
  title: Locked flour store
  kind: control
  assessable: true
  attributes:
    control_type: [preventive]
  new: true
"""

NEWER_FRAMEWORK = """\
format: tandem-framework/1
key: bakery
edition: "2024"
name: Bakery Rules 2024
title: How a bakery is run
publisher: Guild of Bakers
kind: standard
about: The same, ten years wiser.
requirements:
- {ref: "5", title: Ovens and heat, kind: clause, assessable: true}
- {ref: "6", title: Allergens, kind: clause, assessable: true, new: true}
"""

MAPPING = """\
format: tandem-mapping/1
source: bakery:2020
target: bakery:2024
about: What became of each rule.
rows:
- {source: "4.1", target: "5", relation: subset-of, change: merged, reason: heat is now part of ovens}
- {source: "A.1", relation: no-relation, change: withdrawn, reason: nobody steals flour}
- {target: "6", relation: no-relation, change: new, reason: allergens were not thought of}
"""

FOREIGN_FRAMEWORK = """\
urn: urn:guild:risk:library:Tea-1
locale: en
ref_id: TEA-1
name: Tea house rules
description: Rules for tea houses
copyright: none
version: "3"
publication_date: 2024-05-01
provider: Guild of Tea
packager: guild
labels: [tea]
objects:
  framework:
    urn: urn:guild:risk:framework:Tea-1
    ref_id: TEA-1
    name: Tea house rules
    description: Rules for tea houses
    min_score: 0
    implementation_groups_definition:
    - {ref_id: small, name: Small houses}
    requirement_nodes:
    - {urn: "urn:guild:risk:req_node:Tea-1:1", ref_id: "1", assessable: false, depth: 1, name: Water}
    - urn: urn:guild:risk:req_node:Tea-1:1.1
      parent_urn: urn:guild:risk:req_node:tea-1:1
      ref_id: "1.1"
      assessable: true
      depth: 2
      description: Water is fresh and boils before it meets the leaves.
      typical_evidence: A kettle that whistles
      implementation_groups: [small, grand]
      reference_controls: [urn:guild:risk:function:tea-1:kettle, urn:guild:risk:function:doc-pol:pot]
      translations: {fr: {description: De l'eau fraîche.}}
    - {urn: "urn:guild:risk:req_node:Tea-1:1.1:a", parent_urn: "urn:guild:risk:req_node:Tea-1:1.1", assessable: true}
  reference_controls:
  - urn: urn:guild:risk:function:tea-1:kettle
    ref_id: KETTLE
    name: Kettle with a thermometer
    category: physical
    description: Shows when the water is right.
    typical_evidence: [Kettle, Thermometer]
  threats:
  - {urn: "urn:guild:risk:threat:tea-1:t1", ref_id: T1, name: Lime scale}
  metric_definitions:
  - {urn: "urn:guild:risk:metric:tea-1:m1", ref_id: M1, name: Cups}
"""

FOREIGN_MAPPING = """\
urn: urn:guild:risk:library:map-tea-1-cake-1
locale: en
ref_id: MAP
name: Tea to cake
description: Tea to cake
version: 1
provider: Guild of Tea
packager: guild
objects:
  requirement_mapping_sets:
  - urn: urn:guild:risk:req_mapping_set:tea-1-cake-1
    ref_id: MAP-1
    name: Tea to cake
    description: ""
    source_framework_urn: urn:guild:risk:framework:tea-1
    target_framework_urn: urn:guild:risk:framework:cake-1
    requirement_mappings:
    - source_requirement_urn: urn:guild:risk:req_node:tea-1:1.1
      target_requirement_urn: urn:guild:risk:req_node:cake-1:butter
      relationship: subset
      rationale: semantic
      strength_of_relationship: 7
    - source_requirement_urn: urn:guild:risk:req_node:tea-1:gone
      target_requirement_urn: urn:guild:risk:req_node:cake-1:butter
      relationship: intersect
      rationale: null
"""

SECOND_FOREIGN_FRAMEWORK = """\
urn: urn:guild:risk:library:cake-1
locale: en
ref_id: CAKE-1
name: Cake rules
description: Rules for cake
version: 1
provider: Guild of Tea
packager: guild
objects:
  framework:
    urn: urn:guild:risk:framework:cake-1
    ref_id: CAKE-1
    name: Cake rules
    description: Rules for cake
    requirement_nodes:
    - {urn: "urn:guild:risk:req_node:cake-1:butter", ref_id: BUTTER, assessable: true, depth: 1, name: Butter}
"""

FOREIGN_MATRIX = """\
urn: urn:guild:risk:library:matrix-2x3
locale: en
ref_id: matrix-2x3
name: Two by three
description: A small matrix
version: 1
provider: Guild of Tea
packager: guild
objects:
  risk_matrix:
  - urn: urn:guild:risk:matrix:matrix-2x3
    ref_id: matrix-2x3
    name: Two by three
    description: Two likelihoods, three impacts
    probability: [{abbreviation: 1, name: Rare}, {abbreviation: O, name: Often}]
    impact: [{id: 0, abbreviation: S, name: Small}, {abbreviation: M, name: Middling}, {abbreviation: L, name: Large}]
    risk: [{abbreviation: L, name: Low, hexcolor: "#00FF00"}, {abbreviation: H, name: High, hexcolor: "#FF0000"}]
    grid: [[0, 0, 1], [0, 1, 1]]
"""

FOREIGN_TECHNIQUES = """\
urn: urn:guild:risk:library:tricks
locale: en
ref_id: TRICKS
name: Tricks of thieves
version: 1
provider: Guild of Tea
packager: guild
objects:
  ttp_catalogs: [{urn: "urn:guild:risk:ttp_catalog:tricks", ref_id: tricks, name: Tricks, description: All tricks}]
  tactics: [{urn: "urn:guild:risk:tactic:tricks:ta1", ref_id: TA1, name: Getting in, description: Through the door}]
  techniques:
  - {urn: "urn:guild:risk:technique:tricks:t1", ref_id: T1, name: Lock, tactics: ["urn:guild:risk:tactic:tricks:ta1"]}
  - {urn: "urn:guild:risk:technique:tricks:t1.1", name: Pick, parent_urn: "urn:guild:risk:technique:tricks:t1"}
"""


def written(folder: Path, name: str, text: str) -> Path:
    """The text as a file of this name in the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def library(folder: Path) -> Path:
    """A library of two editions and the mapping between them."""
    written(folder, "frameworks/bakery-2020.yaml", FRAMEWORK)
    written(folder, "frameworks/bakery-2024.yaml", NEWER_FRAMEWORK)
    written(folder, "mappings/bakery-2020--bakery-2024.yaml", MAPPING)
    return folder
