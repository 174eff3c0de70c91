package io.sealstream.policy.sigma;

import io.sealstream.policy.event.FieldPath;

/**
 * Whose fields a rule's names mean.
 *
 * @param ownOnly whether it reads the event's own fields and nothing else
 */
record FieldScope(Naming naming, boolean ownOnly) {

  FieldPath path(String name) {
    return naming.path(name);
  }

  /** Whether no event that the rule reads has the field. */
  boolean isUnknown(FieldPath path) {
    return ownOnly && !path.isOwn();
  }
}
