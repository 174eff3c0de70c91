package io.sealstream.schemas.registry;

import java.io.Serializable;

/** Opens a registry client where the work is done: clients do not travel, this does. */
@FunctionalInterface
public interface RegistryFactory extends Serializable {

  /** A new client; the caller closes it. Opening asks the registry nothing. */
  SchemaRegistryClient open();
}
