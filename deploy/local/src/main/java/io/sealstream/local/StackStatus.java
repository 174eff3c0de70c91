package io.sealstream.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a server says when it is asked now.
 *
 * @param address where it was asked
 */
public record StackStatus(Server server, String address, boolean up) {
  /** Asks every server of a stack once. */
  public static List<StackStatus> ask(Endpoints endpoints) {
    return endpoints.addresses().entrySet().parallelStream()
        .map(
            entry ->
                new StackStatus(entry.getKey(), entry.getValue(), answers(probe(entry, endpoints))))
        .toList();
  }

  private static Probe probe(Map.Entry<Server, String> entry, Endpoints endpoints) {
    String address = entry.getValue();
    return switch (entry.getKey()) {
      case KAFKA -> () -> KafkaServer.answers(address);
      case REGISTRY -> LocalHttp.answersOk(address + "/subjects");
      case SEARCH -> LocalHttp.answersOk(SearchServer.health(address));
      case FLINK -> () -> new FlinkRest(address).slots() > 0;
      case STORE ->
          endpoints.storeKind() == StoreKind.FILE
              ? () -> Files.isDirectory(Path.of(address))
              : LocalHttp.answersOk(endpoints.storeOptions().getOrDefault("endpoint", "") + "/");
    };
  }

  private static boolean answers(Probe probe) {
    try {
      return probe.isReady();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) { // Whatever it is, the server does not answer as a ready one does.
      return false;
    }
  }
}
