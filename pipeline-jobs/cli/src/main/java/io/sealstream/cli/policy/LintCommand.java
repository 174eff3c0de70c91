package io.sealstream.cli.policy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealstream.cli.options.Answer;
import io.sealstream.policy.PolicyFiles;
import io.sealstream.policy.PolicyFindings;
import io.sealstream.policy.PolicyProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code sealstream policy lint}: one line {@code file:line:column: message} per problem, sorted by
 * place, then how many there are. Doubts say {@code warning:} before the message. Exit 0 where
 * nothing or doubts alone are found, 1 on an error, 2 when a path cannot be read.
 */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = {
      "Checks policies: every error and every doubt, at its place. Files of Sigma filters alone",
      "narrow the rules of all files, and correlations may name rules of all.",
      "Exit code 0: fine, perhaps with warnings. 1: an error. 2: a path cannot be read."
    })
final class LintCommand implements Callable<Integer> {
  private static final int FINE = 0;
  private static final int FINDING = 1;

  @Mixin private final Answer answer = new Answer();

  @Parameters(paramLabel = "PATH", arity = "1..*", description = PoliciesOption.PATHS)
  private List<String> paths = List.of();

  private record Report(int files, List<PolicyProblem> errors, List<PolicyProblem> warnings) {

    private String text() {
      var lines = new ArrayList<String>();
      Stream.concat(errors.stream(), warnings.stream())
          .sorted()
          .forEach(problem -> lines.add(line(problem)));
      lines.add(
          "%d files, %d errors, %d warnings".formatted(files, errors.size(), warnings.size()));
      return String.join(System.lineSeparator(), lines);
    }

    private String line(PolicyProblem problem) {
      return errors.contains(problem) ? problem.toString() : warning(problem);
    }

    private ObjectNode json() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.put("files", files);
      object.set("errors", json(errors));
      object.set("warnings", json(warnings));
      return object;
    }

    private static ArrayNode json(List<PolicyProblem> problems) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (PolicyProblem problem : problems) {
        array
            .addObject()
            .put("file", problem.file())
            .put("line", problem.line())
            .put("column", problem.column())
            .put("message", problem.message());
      }
      return array;
    }
  }

  /** A doubt at its place. */
  static String warning(PolicyProblem problem) {
    return "%s:%d:%d: warning: %s"
        .formatted(problem.file(), problem.line(), problem.column(), problem.message());
  }

  @Override
  public Integer call() throws IOException {
    PolicyFiles files = PolicyFiles.read(paths);
    PolicyFindings findings = files.examine();
    var report = new Report(files.size(), findings.errors(), findings.warnings());
    answer.print(report::text, report::json);
    return findings.errors().isEmpty() ? FINE : FINDING;
  }
}
