package io.sealstream.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;

/** The median, the least and the greatest of several measurements. */
record Figures(@JsonProperty double median, @JsonProperty double min, @JsonProperty double max) {

  static Figures of(Collection<Double> measured) {
    double[] sorted = measured.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Figures(median, sorted[0], sorted[sorted.length - 1]);
  }

  double over(Figures other) {
    return median / other.median;
  }
}
