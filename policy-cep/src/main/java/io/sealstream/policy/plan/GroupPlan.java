package io.sealstream.policy.plan;

import java.io.Serializable;

/** What is looked for among the events of one group, by a form that Sigma lacks. */
public sealed interface GroupPlan extends Serializable permits Sequence, Absence {

  /** Which events belong together. */
  Grouping grouping();

  /** How far apart in event time those may lie that belong together; greater than zero. */
  long withinMillis();
}
