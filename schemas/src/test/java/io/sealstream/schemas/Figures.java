package io.sealstream.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;

/** The median, the least and the greatest of several measurements. */
public record Figures(
    @JsonProperty double median, @JsonProperty double min, @JsonProperty double max) {

  /** Of what was measured, in any order. */
  public static Figures of(Collection<Double> measured) {
    double[] sorted = measured.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Figures(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** The ratio of the medians. */
  public double over(Figures other) {
    return median / other.median;
  }
}
