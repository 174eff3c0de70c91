package io.sealstream.evidence.verify;

import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.store.InMemoryEvidenceStore;
import io.sealstream.schemas.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** What can happen to files that nobody meant well with, or that a disk lost. */
enum Damage {
  FLIP {
    @Override
    Map<String, Optional<Bytes>> of(InMemoryEvidenceStore store, Random random) {
      String key = any(store, random);
      byte[] body = body(store, key);
      int bit = random.nextInt(body.length * Byte.SIZE);
      body[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      return Map.of(key, Optional.of(Bytes.wrap(body)));
    }
  },
  CUT {
    @Override
    Map<String, Optional<Bytes>> of(InMemoryEvidenceStore store, Random random) {
      String key = any(store, random);
      byte[] body = body(store, key);
      return Map.of(key, Optional.of(Bytes.wrap(Arrays.copyOf(body, random.nextInt(body.length)))));
    }
  },
  APPEND {
    @Override
    Map<String, Optional<Bytes>> of(InMemoryEvidenceStore store, Random random) {
      String key = any(store, random);
      byte[] body = body(store, key);
      byte[] tail = random.nextBoolean() ? body : new byte[1 + random.nextInt(100)];
      if (tail.length != body.length) {
        random.nextBytes(tail);
      }
      byte[] longer = Arrays.copyOf(body, body.length + tail.length);
      System.arraycopy(tail, 0, longer, body.length, tail.length);
      return Map.of(key, Optional.of(Bytes.wrap(longer)));
    }
  },
  /** Two files change places. */
  SWAP {
    @Override
    Map<String, Optional<Bytes>> of(InMemoryEvidenceStore store, Random random) {
      String one = any(store, random);
      String other = random.nextBoolean() ? any(store, random) : likeIt(store, one, random);
      Map<String, Optional<Bytes>> swapped = new LinkedHashMap<>();
      swapped.put(one, store.read(other));
      swapped.put(other, store.read(one));
      return swapped;
    }
  },
  /** One file's contents in place of another's. */
  REPLACE {
    @Override
    Map<String, Optional<Bytes>> of(InMemoryEvidenceStore store, Random random) {
      String key = any(store, random);
      return Map.of(key, store.read(likeIt(store, key, random)));
    }
  },
  DELETE {
    @Override
    Map<String, Optional<Bytes>> of(InMemoryEvidenceStore store, Random random) {
      return Map.of(any(store, random), Optional.empty());
    }
  },
  /** One more copy, under a name of its own. */
  DUPLICATE {
    @Override
    Map<String, Optional<Bytes>> of(InMemoryEvidenceStore store, Random random) {
      String key = any(store, random);
      String name = random.nextBoolean() ? key + ".copy" : otherDigit(key, random);
      return store.read(name).isPresent() ? Map.of() : Map.of(name, store.read(key));
    }
  };

  /** What lies where afterwards; empty where nothing does. */
  abstract Map<String, Optional<Bytes>> of(InMemoryEvidenceStore store, Random random);

  /** Every kind of file as often as any other, however many there are. */
  private static String any(InMemoryEvidenceStore store, Random random) {
    Map<String, List<String>> kinds = new TreeMap<>();
    for (String key : store.list("")) {
      kinds.computeIfAbsent(kind(key), kind -> new ArrayList<>()).add(key);
    }
    List<List<String>> each = List.copyOf(kinds.values());
    List<String> keys = each.get(random.nextInt(each.size()));
    return keys.get(random.nextInt(keys.size()));
  }

  /** Full tiles and each level of them are kinds of their own. */
  private static String kind(String key) {
    return key.startsWith(ArchiveLayout.TILES)
        ? key.replaceFirst("/\\d+(\\.p/\\d+)?$", key.contains(".p/") ? "/partial" : "/full")
        : key.replaceFirst("/.*", "");
  }

  private static String likeIt(InMemoryEvidenceStore store, String key, Random random) {
    List<String> like = store.list("").stream().filter(k -> kind(k).equals(kind(key))).toList();
    return like.get(random.nextInt(like.size()));
  }

  private static String otherDigit(String key, Random random) {
    int[] digits = key.chars().filter(Character::isDigit).toArray();
    if (digits.length == 0) {
      return key + "0";
    }
    int chosen = random.nextInt(digits.length);
    var name = new StringBuilder(key);
    int seen = -1;
    for (int i = 0; i < key.length(); i++) {
      if (Character.isDigit(key.charAt(i)) && ++seen == chosen) {
        name.setCharAt(i, (char) ('0' + random.nextInt(10)));
      }
    }
    return name.toString();
  }

  private static byte[] body(InMemoryEvidenceStore store, String key) {
    return store.read(key).orElseThrow().toArray();
  }
}
