package io.sealstream.schemas.ecs;

/** How a field is indexed. */
public enum EcsType {
  /** One string or several, matched whole. */
  KEYWORD,
  /** A string that is searched by its words. */
  TEXT,
  /** IPv4 or IPv6. */
  IP,
  /** An instant, ISO 8601 in UTC. */
  DATE,
  LONG,
  BOOLEAN,
  /** An object of {@code lat} and {@code lon}, degrees. */
  GEO_POINT,
  /** An object whose keys are not known in advance. */
  FLATTENED,
  /** A list of objects, each matched on its own. */
  NESTED
}
