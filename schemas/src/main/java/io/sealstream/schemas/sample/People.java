package io.sealstream.schemas.sample;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Invented people, and the documentation addresses from which they work. */
final class People {
  private static final List<String> NAMES =
      List.of(
          "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy",
          "mallory", "niaj", "olivia", "peggy", "rupert", "sybil", "trent", "victor", "walter",
          "yolanda");
  private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "GB", "PL");
  private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");

  private People() {}

  /** A few people do most of the work: the n-th with weight 1/n. */
  static String busy(Random random) {
    double total = 0;
    for (int rank = 1; rank <= NAMES.size(); rank++) {
      total += 1.0 / rank;
    }
    double left = random.nextDouble() * total;
    for (int rank = 1; rank < NAMES.size(); rank++) {
      left -= 1.0 / rank;
      if (left < 0) {
        return NAMES.get(rank - 1);
      }
    }
    return NAMES.get(NAMES.size() - 1);
  }

  /** Everybody has one address and one country, whatever the tenant. */
  static String address(String name) {
    int number = NAMES.indexOf(name);
    return NETWORKS.get(Math.floorMod(number, NETWORKS.size())) + (10 + number);
  }

  static String country(String name) {
    return COUNTRIES.get(Math.floorMod(NAMES.indexOf(name), COUNTRIES.size()));
  }

  static String email(String name, String tenant) {
    return name + "@" + tenant + ".example.com";
  }

  /** A UUIDv7 of the time, with random bits of the seed. */
  static String id(Random random, long millis) {
    long high = (millis << 16) | 0x7000L | random.nextInt(1 << 12);
    long low = 0x8000000000000000L | (random.nextLong() & 0x3fffffffffffffffL);
    return new UUID(high, low).toString();
  }
}
