package io.sealstream.jobs;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;

/** An option's description on one line of a Markdown table. */
final class DescriptionText {

  private DescriptionText() {}

  static String of(ConfigOption<?> option) {
    String html = new HtmlFormatter().format(option.description());
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("|", "\\|");
  }
}
