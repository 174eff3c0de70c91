package io.sealstream.sinks;

import io.sealstream.local.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A real broker in a folder of its own, and a client that manages it. */
public record TestKafka(KafkaServer server, Admin admin) implements AutoCloseable {

  public static TestKafka start(String folder) throws IOException {
    Path target = Files.createDirectories(Path.of("target"));
    KafkaServer server = KafkaServer.start(Files.createTempDirectory(target, folder));
    return new TestKafka(
        server,
        Admin.create(Map.<String, Object>of("bootstrap.servers", server.bootstrapServers())));
  }

  public String bootstrapServers() {
    return server.bootstrapServers();
  }

  public void createTopic(String topic, int partitions) throws Exception {
    admin
        .createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
        .all()
        .get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    admin.close();
    server.close();
  }
}
