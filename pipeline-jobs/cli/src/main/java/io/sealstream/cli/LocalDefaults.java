package io.sealstream.cli;

import io.sealstream.local.Endpoints;
import io.sealstream.local.LocalHome;
import io.sealstream.local.LocalStackException;
import io.sealstream.local.Server;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options that name a server and are not given mean the server of the local stack, if it is up. */
final class LocalDefaults implements IDefaultValueProvider {
  private static final Map<String, Server> SERVERS =
      Map.of("--bootstrap", Server.KAFKA, "--registry", Server.REGISTRY);

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    Server server =
        Arrays.stream(option.names())
            .map(SERVERS::get)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (server == null) {
      return null;
    }
    return stack().map(endpoints -> endpoints.addresses().get(server)).orElse(null);
  }

  private static Optional<Endpoints> stack() {
    try {
      return Endpoints.load(LocalHome.find());
    } catch (LocalStackException outsideACheckout) {
      return Optional.empty();
    }
  }
}
