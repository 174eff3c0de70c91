package io.sealstream.jobs;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;

/** Looks into a built job. */
final class JobGraphs {

  private JobGraphs() {}

  /** Operator names by uid; the graph can be built again afterwards. */
  static Map<String, String> uidsByName(StreamExecutionEnvironment env) {
    var names = new TreeMap<String, String>();
    for (StreamNode node : env.getStreamGraph(false).getStreamNodes()) {
      names.put(String.valueOf(node.getTransformationUID()), node.getOperatorName());
    }
    return names;
  }
}
