package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.v1.Actor;
import io.sealstream.schemas.v1.ActorType;
import io.sealstream.schemas.v1.AuditEvent;
import io.sealstream.schemas.v1.Category;
import io.sealstream.schemas.v1.Change;
import io.sealstream.schemas.v1.DataVolume;
import io.sealstream.schemas.v1.Geo;
import io.sealstream.schemas.v1.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The event's own fields, by Avro and by ECS names. */
class OwnFieldsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {action: Read_Record}                   ; true
          {event.action: read_record}             ; true
          {tenant_id: acme}                       ; true
          {organization.id: acme}                 ; true
          {outcome: denied}                       ; true
          {event.outcome: failure}                ; true
          {event.outcome: denied}                 ; false
          {category: admin}                       ; true
          {event.category: iam}                   ; true
          {actor.type: USER}                      ; true
          {actor.roles: editor}                   ; true
          {user.roles|contains|all: [view, EDIT]} ; true
          {user.id: u-1}                          ; true
          {user.target.id: u-2}                   ; true
          {target_actor.name: null}               ; true
          {target_actor.name|exists: true}        ; true
          {resource: null}                        ; true
          {resource.id: null}                     ; true
          {resource.id|exists: true}              ; false
          {source.ip|cidr: 192.0.2.0/24}          ; true
          {source.geo.country: DE}                ; true
          {source.geo.country_iso_code: DE}       ; true
          {changes.field: limit, changes.new: 9}  ; true
          {changes.old: null}                     ; true
          {data.bytes_out|gt: 4000000000}         ; true
          {destination.bytes|gt: 4000000000}      ; true
          {labels.team: blue}                     ; true
          {labels.a.b: c}                         ; true
          {labels.none|exists: true}              ; false
          {time|hour: 2}                          ; true
          {'@timestamp|year': 2026}               ; true
          {actor.id|fieldref: user.id}            ; true
          {actor.id|fieldref: target_actor.id}    ; false
          {nosuch: null}                          ; true
          {nosuch|exists: true}                   ; false
          {actor.nosuch: '*'}                     ; false
          {action.deeper: '*'}                    ; false
          [blue]                                  ; true
          ['u-2']                                 ; true
          [acme, nobody]                          ; true
          [nobody]                                ; false
          """)
  void areReadByTheirNames(String selection, boolean expected) {
    var rule =
        new PolicySource(
            "rule.yml",
            "title: A\nlogsource: {product: app}\ndetection: {s: %s, condition: s}\n"
                .formatted(selection));

    assertThat(Matching.matches(rule, event())).isEqualTo(expected);
  }

  private static AuditEvent event() {
    AuditEvent event = Events.own("e-1");
    event.setOutcome(Outcome.DENIED);
    event.setCategory(Category.ADMIN);
    var target = new Actor();
    target.setId("u-2");
    target.setType(ActorType.USER);
    target.setRoles(List.of());
    target.setGroups(List.of());
    event.setTargetActor(target);
    var geo = new Geo();
    geo.setCountry("DE");
    event.getSource().setGeo(geo);
    event.setChanges(List.of(new Change("limit", null, "9"), new Change("other", "1", "2")));
    event.setData(new DataVolume(1L, 5_000_000_000L, null, null));
    event.setLabels(Map.of("team", "blue", "a.b", "c"));
    return event;
  }
}
