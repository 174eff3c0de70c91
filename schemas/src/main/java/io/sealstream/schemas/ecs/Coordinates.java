package io.sealstream.schemas.ecs;

import io.sealstream.schemas.v1.Geo;
import org.jspecify.annotations.Nullable;

/**
 * A place that the index will take: anything outside the globe would have the whole document
 * refused.
 */
record Coordinates(double lat, double lon) {

  static @Nullable Coordinates of(@Nullable Geo geo) {
    Double lat = geo == null ? null : geo.getLat();
    Double lon = geo == null ? null : geo.getLon();
    if (lat == null || lon == null) {
      return null;
    }
    // NaN fails both comparisons.
    boolean valid = Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
    return valid ? new Coordinates(lat, lon) : null;
  }

  /** To the whole degree: a region of about 100 km. */
  Coordinates coarse() {
    return new Coordinates(Math.rint(lat), Math.rint(lon));
  }
}
