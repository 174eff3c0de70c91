package io.sealstream.local.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.geo.GeoModulePlugin;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.index.rankeval.RankEvalPlugin;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.ingest.common.IngestCommonPlugin;
import org.opensearch.join.ParentJoinPlugin;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.percolator.PercolatorPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.script.mustache.MustachePlugin;
import org.opensearch.search.aggregations.matrix.MatrixAggregationPlugin;

/**
 * Main class of the search server: {@code SearchNode HOME HTTP_PORT TRANSPORT_PORT}. One node, its
 * own cluster, on loopback, data below HOME. Ends on SIGTERM.
 */
public final class SearchNode {
  private static final List<Class<? extends Plugin>> MODULES =
      List.of(
          ElasticsearchDialectPlugin.class,
          CommonAnalysisPlugin.class,
          GeoModulePlugin.class,
          IngestCommonPlugin.class,
          MapperExtrasPlugin.class,
          MatrixAggregationPlugin.class,
          MustachePlugin.class,
          PainlessPlugin.class,
          ParentJoinPlugin.class,
          PercolatorPlugin.class,
          RankEvalPlugin.class,
          ReindexPlugin.class);

  private SearchNode() {}

  /** Starts the node and waits for the end of the process. */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    Path config = Files.createDirectories(home.resolve("config"));
    LogConfigurator.registerErrorListener();
    Environment environment = new Environment(settings(home, args[1], args[2]), config);
    LogConfigurator.configureWithoutConfig(Settings.EMPTY);
    ClassPathNode node = new ClassPathNode(environment);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "close-node"));
    node.start();
    new CountDownLatch(1).await();
  }

  private static Settings settings(Path home, String httpPort, String transportPort) {
    return Settings.builder()
        .put("path.home", home.toString())
        .put("path.data", home.resolve("data").toString())
        .put("cluster.name", "sealstream-local")
        .put("node.name", "search-1")
        .put("network.host", "127.0.0.1")
        .put("http.port", httpPort)
        .put("transport.port", transportPort)
        .put("discovery.type", "single-node")
        // One node can hold no replica, and a full disk of the machine is not the demo's concern.
        .put("cluster.default_number_of_replicas", 0)
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .build();
  }

  private static void close(Node node) {
    try {
      node.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The node did not close cleanly", e);
    }
  }

  /** Opens the constructor that takes plugins from the class path. */
  private static final class ClassPathNode extends Node {
    ClassPathNode(Environment environment) {
      super(environment, MODULES, true);
    }
  }
}
