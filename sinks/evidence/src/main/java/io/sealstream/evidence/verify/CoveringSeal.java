package io.sealstream.evidence.verify;

import io.sealstream.evidence.format.Coverage;
import io.sealstream.evidence.format.EpochSeal;
import java.io.IOException;
import java.util.Optional;

/**
 * The seal that covers an offset. A partition's coverage only grows from seal to seal, so halving
 * finds it: of n seals it reads about log n.
 */
record CoveringSeal(SealedFiles files, RecordPlace place) {

  /**
   * The first of the seals whose coverage of the partition ends past the offset.
   *
   * @param size how many seals there are
   * @throws NotAtPlaceException when none covers the offset, or the one that does says it was lost
   * @throws IOException when a seal is missing
   */
  EpochSeal among(long size) throws IOException {
    Coverage newest = newest(size);
    if (newest.to() <= place.offset()) {
      throw new NotAtPlaceException(
          "nothing is sealed at %s: %s is sealed up to offset %d, exclusive; is its epoch published?"
              .formatted(place, place.partition(), newest.to()));
    }
    long low = 0;
    for (long high = size - 1; low < high; ) {
      long middle = (low + high) >>> 1;
      if (end(middle) > place.offset()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    EpochSeal found = files.seal(low);
    check(coverage(found).orElseThrow());
    return found;
  }

  private Coverage newest(long size) throws IOException {
    Optional<Coverage> newest = size > 0 ? coverage(files.seal(size - 1)) : Optional.empty();
    return newest.orElseThrow(
        () ->
            new NotAtPlaceException(
                "no seal covers %s: are topic and partition right?".formatted(place.partition())));
  }

  private void check(Coverage coverage) {
    if (coverage.from() > place.offset()) {
      throw new NotAtPlaceException(
          "nothing is sealed at %s: sealing of %s began with offset %d"
              .formatted(place, place.partition(), coverage.from()));
    }
    if (coverage.lost().stream()
        .anyMatch(lost -> lost.from() <= place.offset() && place.offset() < lost.to())) {
      throw new NotAtPlaceException(
          place + " is sealed as lost: Kafka's retention took it before the job could read it");
    }
  }

  private long end(long epoch) throws IOException {
    return coverage(files.seal(epoch)).map(Coverage::to).orElse(-1L);
  }

  private Optional<Coverage> coverage(EpochSeal seal) {
    return seal.coverage().stream().filter(place::isOf).findFirst();
  }
}
