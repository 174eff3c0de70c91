package io.sealstream.policy.sigma;

import java.util.List;

/**
 * What one file of a set may get of the others.
 *
 * @param place the one file, as problems show it
 * @param rules what its correlations may name
 * @param filters what may reach its rules
 */
public record OtherFiles(String place, SetRules rules, SetFilters filters) {
  static OtherFiles none() {
    return new OtherFiles("", new SetRules(List::of), new SetFilters());
  }
}
