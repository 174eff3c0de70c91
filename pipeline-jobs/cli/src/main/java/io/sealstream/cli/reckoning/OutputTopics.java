package io.sealstream.cli.reckoning;

import java.util.List;

/**
 * Where the jobs write, and what else is sealed.
 *
 * @param sealed every sealed topic that is no input
 */
public record OutputTopics(String rejected, String violations, List<String> sealed) {
  public OutputTopics {
    sealed = List.copyOf(sealed);
  }
}
