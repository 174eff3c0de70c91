package io.sealstream.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which port a server listens on. Every port of the stack has a name, so that a collision can be
 * reported by name and a fixed port can be moved.
 */
public sealed interface Ports {
  /**
   * The port for a name, free at this moment on loopback.
   *
   * @throws LocalStackException when a fixed port is taken
   */
  int port(String name);

  /** Any free ports: for tests, any number of which may run side by side. */
  static Ports free() {
    return new Free();
  }

  /**
   * The fixed ports of {@code sealstream up}, all within 19000 to 19999 by default.
   *
   * @param overrides other ports by name
   */
  static Ports fixed(Map<String, Integer> overrides) {
    return new Fixed(overrides);
  }

  /**
   * Ports nobody listens on, none of them given twice by one JVM. They lie below those that Linux
   * gives to outgoing connections (32768 to 60999): between the choice and the server's start,
   * which for a gateway is half a minute, any connection of another server could take one of those.
   */
  record Free() implements Ports {
    static final int FIRST = 20_000;
    static final int LAST = 31_999;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    @Override
    public int port(String name) {
      // At random, because other JVMs choose at the same time.
      return ThreadLocalRandom.current()
          .ints(10_000, FIRST, LAST + 1)
          .filter(port -> !GIVEN.contains(port) && isFree(port) && GIVEN.add(port))
          .findFirst()
          .orElseThrow(
              () ->
                  new LocalStackException(
                      "No free port for %s between %d and %d".formatted(name, FIRST, LAST)));
    }
  }

  /** Ports known beforehand. */
  record Fixed(Map<String, Integer> overrides) implements Ports {
    static final Map<String, Integer> DEFAULTS =
        Map.ofEntries(
            Map.entry("kafka", 19092),
            Map.entry("kafka-controller", 19093),
            Map.entry("registry", 19081),
            Map.entry("search", 19200),
            Map.entry("search-transport", 19300),
            Map.entry("s3mock", 19090),
            Map.entry("rgw", 19480),
            Map.entry("ceph-mon", 19789),
            Map.entry("flink", 19181),
            Map.entry("flink-jobmanager", 19123));

    public Fixed {
      overrides = Map.copyOf(overrides);
      overrides.keySet().stream()
          .filter(name -> !DEFAULTS.containsKey(name))
          .findFirst()
          .ifPresent(
              name -> {
                throw new LocalStackException(
                    "No server has a port named " + name + "; names: " + names());
              });
    }

    @Override
    public int port(String name) {
      Integer port = overrides.getOrDefault(name, DEFAULTS.get(name));
      if (port == null) {
        throw new LocalStackException("No port is set for " + name + "; names: " + names());
      }
      if (!isFree(port)) {
        throw new LocalStackException(
            ("Port %d, wanted by %s, is taken by another process: stop it or choose another port"
                    + " with --port %s=NUMBER")
                .formatted(port, name, name));
      }
      return port;
    }

    private static String names() {
      return String.join(", ", DEFAULTS.keySet().stream().sorted().toList());
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the servers do it: a port in TIME_WAIT is free, one with a listener is not.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
