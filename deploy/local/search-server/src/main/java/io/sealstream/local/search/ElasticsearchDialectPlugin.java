package io.sealstream.local.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.opensearch.common.network.NetworkService;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.BigArrays;
import org.opensearch.common.util.PageCacheRecycler;
import org.opensearch.core.indices.breaker.CircuitBreakerService;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.telemetry.tracing.Tracer;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.Netty4Plugin;

/**
 * OpenSearch's Netty transport with a dispatcher that speaks enough of the Elasticsearch dialect
 * for Elastic's client. Index lifecycle settings are accepted and kept, without effect: a template
 * made for Elasticsearch can be installed as it is.
 */
public final class ElasticsearchDialectPlugin extends Netty4Plugin {
  @Override
  public List<Setting<?>> getSettings() {
    List<Setting<?>> settings = new ArrayList<>(super.getSettings());
    settings.add(indexSetting("index.lifecycle.name"));
    settings.add(indexSetting("index.lifecycle.rollover_alias"));
    return settings;
  }

  @Override
  public Map<String, Supplier<HttpServerTransport>> getHttpTransports(
      Settings settings,
      ThreadPool threadPool,
      BigArrays bigArrays,
      PageCacheRecycler pageCacheRecycler,
      CircuitBreakerService circuitBreakerService,
      NamedXContentRegistry xContentRegistry,
      NetworkService networkService,
      HttpServerTransport.Dispatcher dispatcher,
      ClusterSettings clusterSettings,
      Tracer tracer) {
    return super.getHttpTransports(
        settings,
        threadPool,
        bigArrays,
        pageCacheRecycler,
        circuitBreakerService,
        xContentRegistry,
        networkService,
        new DialectDispatcher(dispatcher),
        clusterSettings,
        tracer);
  }

  private static Setting<String> indexSetting(String name) {
    return Setting.simpleString(name, Setting.Property.IndexScope, Setting.Property.Dynamic);
  }
}
