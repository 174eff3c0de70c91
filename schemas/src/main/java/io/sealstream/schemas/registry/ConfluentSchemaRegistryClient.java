package io.sealstream.schemas.registry;

import io.sealstream.schemas.codec.SchemaText;
import io.sealstream.schemas.registry.RegistryConfig.Auth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.RestService;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.SchemaString;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.jspecify.annotations.Nullable;

/**
 * The registry through Confluent's own client, as Flink carries it; the one class that knows it.
 *
 * <p>Takes the client's REST layer only: its caching layer parses schemas with an Avro of its own
 * and reports a schema that does not parse as an {@code IOException}, which would make a poisoned
 * id look like an outage. On top come retry with jitter and failover, which the client lacks: an
 * {@code IOException}, 5xx, 408 and 429 are asked again, at the next address first; 401 and 403 are
 * asked at the next address, for one node's credentials may be stale; anything else is final. "Not
 * there" is believed only with a registry's own error code (404xx): a bare 404 comes from a proxy
 * or a wrong path and is an outage. That an id is not there every address must say: a follower that
 * lags behind would have good events rejected.
 *
 * <p>Safe for any thread. Schemas found by id are kept for ever, misses are not.
 */
public final class ConfluentSchemaRegistryClient implements SchemaRegistryClient {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;
  private static final int REQUEST_TIMEOUT = 408;

  /** A request of Confluent's client. */
  private interface Rest<T> {
    T call(RestService rest) throws IOException, RestClientException;
  }

  /** What the registry said: a value, or a refusal that no other address would change. */
  private record Answer<T>(@Nullable T value, @Nullable RestClientException refusal) {
    boolean isAbsence() {
      return refusal != null
          && refusal.getStatus() == NOT_FOUND
          && refusal.getErrorCode() / 100 == NOT_FOUND;
    }
  }

  private record Endpoint(String url, RestService rest) {
    @Override
    public String toString() {
      return url;
    }
  }

  private final Failover<Endpoint> registry;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();

  public ConfluentSchemaRegistryClient(RegistryConfig config) {
    this(config, pause -> LockSupport.parkNanos(pause.toNanos()));
  }

  ConfluentSchemaRegistryClient(RegistryConfig config, Failover.Pause pause) {
    List<Endpoint> endpoints =
        config.urls().stream().map(url -> new Endpoint(url, rest(url, config))).toList();
    this.registry = new Failover<>(endpoints, config.retry(), pause);
  }

  private static RestService rest(String url, RegistryConfig config) {
    RestService rest = new RestService(url);
    rest.setHttpConnectTimeoutMs((int) config.timeouts().connect().toMillis());
    rest.setHttpReadTimeoutMs((int) config.timeouts().read().toMillis());
    authorization(config.auth())
        .ifPresent(value -> rest.setHttpHeaders(Map.of("Authorization", value)));
    if (config.tls() != null) {
      rest.setSslSocketFactory(TlsSockets.of(config.tls()));
    }
    return rest;
  }

  private static Optional<String> authorization(Auth auth) {
    if (auth instanceof Auth.Basic basic) {
      byte[] pair = (basic.user() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return auth instanceof Auth.Bearer bearer
        ? Optional.of("Bearer " + bearer.token())
        : Optional.empty();
  }

  @Override
  public Optional<Schema> schemaById(int id) {
    Schema known = byId.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    String what = "schema " + id;
    Answer<SchemaString> answer =
        registry.firstOrUnanimous(
            what, endpoint -> answer(endpoint, rest -> rest.getId(id)), Answer::isAbsence);
    Optional<Schema> schema =
        found(what, answer)
            .map(s -> parse(what, s.getSchemaType(), s.getSchemaString(), s.getReferences()));
    schema.ifPresent(s -> byId.put(id, s));
    return schema;
  }

  @Override
  public int register(String subject, Schema schema) {
    String what = "registering under " + subject;
    String text = SchemaText.plain(schema).toString();
    Answer<Integer> answer = ask(what, rest -> rest.registerSchema(text, subject));
    RestClientException refusal = answer.refusal();
    if (refusal != null
        && (refusal.getStatus() == CONFLICT || refusal.getStatus() == UNPROCESSABLE)) {
      throw new IncompatibleSchemaException(
          "the registry refuses "
              + schema.getFullName()
              + " under "
              + subject
              + ": evolve the schema as the subject's compatibility level demands",
          refusal);
    }
    return value(what, answer);
  }

  @Override
  public Optional<Schema> latest(String subject) {
    String what = "the newest schema of " + subject;
    return found(what, ask(what, rest -> rest.getLatestVersion(subject)))
        .map(s -> parse(what, s.getSchemaType(), s.getSchema(), s.getReferences()));
  }

  @Override
  public void setCompatibility(String subject, String level) {
    String what = "setting the compatibility of " + subject + " to " + level;
    value(what, ask(what, rest -> rest.updateCompatibility(level, subject)));
  }

  @Override
  public String compatibility(String subject) {
    String what = "the compatibility of " + subject;
    return found(what, ask(what, rest -> rest.getConfig(subject).getCompatibilityLevel()))
        .orElseGet(
            () -> value(what, ask(what, rest -> rest.getConfig(null).getCompatibilityLevel())));
  }

  /** Connections are per request; there is nothing to release. */
  @Override
  public void close() {}

  private <T> Answer<T> ask(String what, Rest<T> request) {
    return registry.call(what, endpoint -> answer(endpoint, request));
  }

  private static <T> Answer<T> answer(Endpoint endpoint, Rest<T> request) throws NoAnswerException {
    try {
      return new Answer<>(request.call(endpoint.rest()), null);
    } catch (RestClientException e) {
      if (isPassing(e.getStatus())) {
        throw NoAnswerException.passing(endpoint + " answered " + e.getStatus(), e);
      }
      if (e.getStatus() == UNAUTHORIZED || e.getStatus() == FORBIDDEN) {
        throw NoAnswerException.refusal(endpoint + " answered " + e.getStatus(), e);
      }
      return new Answer<>(null, e);
    } catch (IOException e) {
      throw NoAnswerException.passing(endpoint + ": " + e, e);
    }
  }

  private static boolean isPassing(int status) {
    return status >= 500 || status == TOO_MANY || status == REQUEST_TIMEOUT;
  }

  private static <T> Optional<T> found(String what, Answer<T> answer) {
    return answer.isAbsence() ? Optional.empty() : Optional.of(value(what, answer));
  }

  private static <T> T value(String what, Answer<T> answer) {
    RestClientException refusal = answer.refusal();
    if (answer.value() != null) {
      return answer.value();
    }
    int status = refusal == null ? 0 : refusal.getStatus();
    throw new RegistryUnavailableException(
        what
            + ": the registry answered "
            + status
            + "; check its address, and what this client may do there",
        refusal == null ? new IOException("empty answer") : refusal);
  }

  /** Parses with our own Avro, referenced schemas first. */
  private Schema parse(
      String what, @Nullable String type, String text, @Nullable List<SchemaReference> references) {
    if (type != null && !type.equals("AVRO")) {
      throw new UnsupportedSchemaException(what + " is " + type, new IOException("not Avro"));
    }
    try {
      Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
      parseReferences(parser, references, new HashSet<>());
      return parser.parse(text);
    } catch (AvroRuntimeException e) {
      throw new UnsupportedSchemaException(what + " does not parse as Avro", e);
    }
  }

  private void parseReferences(
      Schema.Parser parser, @Nullable List<SchemaReference> references, Set<String> done) {
    for (SchemaReference reference : references == null ? List.<SchemaReference>of() : references) {
      if (!done.add(reference.getSubject() + "@" + reference.getVersion())) {
        continue;
      }
      String what = "schema " + reference.getSubject() + " version " + reference.getVersion();
      var schema =
          value(
              what,
              ask(what, r -> r.getVersion(reference.getSubject(), reference.getVersion(), true)));
      parseReferences(parser, schema.getReferences(), done);
      parser.parse(schema.getSchema());
    }
  }
}
