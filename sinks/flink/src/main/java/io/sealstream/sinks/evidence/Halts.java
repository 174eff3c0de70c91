package io.sealstream.sinks.evidence;

import io.sealstream.evidence.publish.EvidenceHaltException;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Makes a halt final: a restarted job would adopt the archive and go on where a person must look.
 */
final class Halts {
  private Halts() {}

  static RuntimeException toFlink(EvidenceHaltException halt) {
    return halt.code().mendedByRestart() ? halt : new SuppressRestartsException(halt);
  }
}
