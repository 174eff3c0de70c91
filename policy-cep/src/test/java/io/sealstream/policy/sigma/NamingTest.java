package io.sealstream.policy.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealstream.policy.event.EventView;
import io.sealstream.policy.event.FieldTable;
import io.sealstream.policy.yaml.Problems;
import io.sealstream.policy.yaml.YamlDocuments;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Field maps and lookups. */
class NamingTest {
  private static final Naming NAMING =
      new Naming(
          new FieldTable(),
          Map.of("User", "actor.id", "Ip", "source.ip"),
          Map.of(
              "admins", List.of("root", "adm_*"),
              "hosts", List.of("db-1", "db-2"),
              "office", List.of("192.0.2.0/24", "198.51.100.7")));

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {User: bob}                                ; {"actor":{"id":"bob"}}         ; true
          {User: bob}                                ; {"User":"bob"}                 ; false
          {actor.id: bob}                            ; {"actor":{"id":"bob"}}         ; true
          {Ip|fieldref: User}                        ; {"actor":{"id":"a"},"source":{"ip":"a"}} ; true
          {User|expand: '%admins%'}                  ; {"actor":{"id":"ROOT"}}        ; true
          {User|expand: '%admins%'}                  ; {"actor":{"id":"adm_7"}}       ; true
          {User|expand: '%admins%'}                  ; {"actor":{"id":"bob"}}         ; false
          {User|expand: ['%admins%', bob\\%]}        ; {"actor":{"id":"bob"}}         ; error
          {User|expand|contains: '%hosts%'}          ; {"actor":{"id":"on db-2 now"}} ; true
          {User|contains|expand: '%hosts%'}          ; {"actor":{"id":"on db-2 now"}} ; true
          {User|expand: '%admins%@%hosts%'}          ; {"actor":{"id":"root@db-2"}}   ; true
          {User|expand: '%admins%@%hosts%'}          ; {"actor":{"id":"root@db-3"}}   ; false
          {User|expand: '\\%%admins%'}               ; {"actor":{"id":"%root"}}       ; true
          {User|expand: 'x%admins%y'}                ; {"actor":{"id":"xrooty"}}      ; true
          {User|expand|all: ['%admins%', 'r%hosts%']}; {"actor":{"id":["root","rdb-1"]}} ; true
          {User|expand|all: ['%admins%', 'r%hosts%']}; {"actor":{"id":["root"]}}      ; false
          {User|expand|base64: '%hosts%'}            ; {"actor":{"id":"ZGItMg=="}}    ; true
          {Ip|cidr|expand: '%office%'}               ; {"source":{"ip":"192.0.2.9"}}  ; true
          {Ip|cidr|expand: '%office%'}               ; {"source":{"ip":"192.0.3.9"}}  ; false
          {User|expand|neq: '%admins%'}              ; {"actor":{"id":"bob"}}         ; true
          {User: '%admins%'}                         ; {"actor":{"id":"%admins%"}}    ; true
          """)
  void searches(String search, String json, String expected) throws Exception {
    assertThat(matches(search, json)).isEqualTo(expected);
  }

  @Test
  void aMissingLookupIsToldWithThoseThatThereAre() {
    assertThatThrownBy(() -> NAMING.expand("%nobody%"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no lookup is called nobody; there are admins, hosts, office");
  }

  @Test
  void combinationsAreBounded() {
    var hundred = new Naming(new FieldTable(), Map.of(), Map.of("a", numbers(101)));

    assertThat(hundred.expand("%a%")).hasSize(101);
    assertThatThrownBy(() -> hundred.expand("%a%%a%"))
        .hasMessage("the lookups stand for more than 10000 strings");
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static String matches(String search, String json) throws JsonProcessingException {
    var problems = new Problems();
    var node = YamlDocuments.read("search", search, problems).get(0);
    var matcher = SearchMatcher.compile(node, NAMING, problems);
    assertThat(matcher.isEmpty()).isEqualTo(!problems.errors().isEmpty());
    if (matcher.isEmpty()) {
      return "error";
    }
    var view = EventView.ofJson(new ObjectMapper().readTree(json), NAMING.table().size());
    return Boolean.toString(matcher.get().matches(view));
  }
}
