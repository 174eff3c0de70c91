package io.sealstream.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Flink session cluster, spoken to over its REST port: local or elsewhere. Calls block and may be
 * made from any thread; what the cluster refuses or does not answer is a {@link
 * LocalStackException}.
 */
public final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CAUSE = "Caused by: ";
  private static final String BOUNDARY = "sealstream-jar-boundary";

  /** Running a job's main method, which may ask Kafka and the object store first, takes a while. */
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final String url;

  /**
   * Opens no connection.
   *
   * @param url base address, for instance {@code http://127.0.0.1:8081}
   * @throws IllegalArgumentException when it is none
   */
  public FlinkRest(String url) {
    if (!isHttp(url)) {
      throw new IllegalArgumentException(
          "not the address of a Flink cluster: '%s'; it looks like http://host:8081"
              .formatted(url));
    }
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** The base address, without a slash at its end. */
  public String url() {
    return url;
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      return uri.getHost() != null
          && ("http".equalsIgnoreCase(uri.getScheme())
              || "https".equalsIgnoreCase(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * A job as the cluster lists it.
   *
   * @param state Flink's word, for instance {@code RUNNING}
   */
  public record Job(String id, String name, String state) {}

  /** Task slots of all registered task managers together. */
  public int slots() {
    int slots = 0;
    for (JsonNode manager : get("/taskmanagers").path("taskmanagers")) {
      slots += manager.path("slotsNumber").asInt();
    }
    return slots;
  }

  /** Whether a task manager with this resource id is registered and offers slots. */
  boolean hasTaskManager(String resourceId) {
    for (JsonNode manager : get("/taskmanagers").path("taskmanagers")) {
      if (manager.path("id").asText().equals(resourceId)) {
        return manager.path("slotsNumber").asInt() > 0;
      }
    }
    return false;
  }

  /** All jobs that the cluster remembers, also ended ones. */
  public List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      jobs.add(
          new Job(job.path("jid").asText(), job.path("name").asText(), job.path("state").asText()));
    }
    return jobs;
  }

  /** The job's description: state, and its vertices with their names and states. */
  public JsonNode job(String id) {
    return get("/jobs/" + id);
  }

  /** How often the job was restored from a checkpoint. */
  public long restoredCheckpoints(String id) {
    return get("/jobs/" + id + "/checkpoints").path("counts").path("restored").asLong();
  }

  /**
   * Uploads a jar and runs its main class, as the manifest names it.
   *
   * @return the id of the job, which has been accepted but may not run yet
   */
  public String submit(Path jar, List<String> arguments) {
    String jarId = upload(jar);
    ObjectNode run = JSON.createObjectNode();
    arguments.forEach(run.putArray("programArgsList")::add);
    return post("/jars/" + jarId + "/run", run).path("jobid").asText();
  }

  private String upload(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new LocalStackException(
          "There is no jar " + jar + ": is the path right, and is it built?");
    }
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                .formatted(BOUNDARY, jar.getFileName())
            + "Content-Type: application/x-java-archive\r\n\r\n";
    try {
      BodyPublisher body =
          BodyPublishers.concat(
              BodyPublishers.ofString(head),
              BodyPublishers.ofFile(jar),
              BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
      JsonNode answer =
          send(
              request("/jars/upload")
                  .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                  .POST(body));
      return Path.of(answer.path("filename").asText()).getFileName().toString();
    } catch (IOException e) {
      throw new LocalStackException("Cannot read the jar " + jar, e);
    }
  }

  private JsonNode get(String path) {
    return send(request(path).GET());
  }

  private JsonNode post(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
  }

  private JsonNode send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<String> answer = LocalHttp.send(request);
      if (answer.statusCode() >= 300) {
        throw new LocalStackException(
            "Flink refused %s %s with %d: %s"
                .formatted(
                    request.method(), request.uri(), answer.statusCode(), reason(answer.body())));
      }
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new LocalStackException(
          "What answers at " + url + " is not Flink: name the REST address of a Flink cluster", e);
    } catch (IOException e) {
      throw new LocalStackException(
          "Flink does not answer at " + url + ": is the address right, and is the cluster up?", e);
    }
  }

  /** Flink answers with whole stack traces: the root cause alone is for people. */
  private static String reason(String body) {
    String trace = errors(body);
    int cause = trace.lastIndexOf(CAUSE);
    if (cause < 0) {
      return firstLine(trace.strip());
    }
    return trace
        .substring(cause + CAUSE.length())
        .lines()
        .takeWhile(line -> !line.startsWith("\tat "))
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }

  private static String errors(String body) {
    try {
      List<String> errors = new ArrayList<>();
      JSON.readTree(body).path("errors").forEach(error -> errors.add(error.asText()));
      return errors.isEmpty() ? body : String.join("\n", errors);
    } catch (IOException notJson) {
      return body;
    }
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 500 ? line.substring(0, 500) : line;
  }
}
