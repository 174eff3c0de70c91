package io.sealstream.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modifiers that read a value as something else than a string, and what JSON means to a rule. */
class TypedMatchingTest {

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          re looks inside             ; {f|re: 'b+'}               ; {"f":"abbc"}             ; true
          re is cased                 ; {f|re: 'B+'}               ; {"f":"abbc"}             ; false
          re i                        ; {f|re|i: 'B+'}             ; {"f":"abbc"}             ; true
          re ignorecase               ; {f|re|ignorecase: 'B+'}    ; {"f":"abbc"}             ; true
          re m                        ; {f|re|m: '^b$'}            ; {"f":"a\\nb\\nc"}        ; true
          re multiline                ; {f|re|multiline: '^b$'}    ; {"f":"a\\nb\\nc"}        ; true
          re without m                ; {f|re: '^b$'}              ; {"f":"a\\nb\\nc"}        ; false
          re s                        ; {f|re|s: 'a.b'}            ; {"f":"a\\nb"}            ; true
          re dotall                   ; {f|re|dotall: 'a.b'}       ; {"f":"a\\nb"}            ; true
          re without s                ; {f|re: 'a.b'}              ; {"f":"a\\nb"}            ; false
          re flags together           ; {f|re|i|s: 'A.B'}          ; {"f":"a\\nb"}            ; true
          re all                      ; {f|re|all: ['^a', 'c$']}   ; {"f":"abc"}              ; true
          re neq                      ; {f|re|neq: '^a'}           ; {"f":"abc"}              ; false
          re on a number              ; {f|re: '^20[0-9]$'}        ; {"f":204}                ; true
          cidr                        ; {f|cidr: 192.0.2.0/24}     ; {"f":"192.0.2.255"}      ; true
          cidr outside                ; {f|cidr: 192.0.2.0/24}     ; {"f":"192.0.3.0"}        ; false
          cidr, odd prefix            ; {f|cidr: 198.51.100.64/26} ; {"f":"198.51.100.127"}   ; true
          cidr, odd prefix, outside   ; {f|cidr: 198.51.100.64/26} ; {"f":"198.51.100.128"}   ; false
          cidr of everything          ; {f|cidr: 0.0.0.0/0}        ; {"f":"203.0.113.9"}      ; true
          cidr of one                 ; {f|cidr: 203.0.113.9}      ; {"f":"203.0.113.9"}      ; true
          cidr list                   ; {f|cidr: [192.0.2.0/24, 203.0.113.0/24]} ; {"f":"203.0.113.9"} ; true
          cidr with a mask            ; {f|cidr: 192.0.2.0/255.255.255.0} ; {"f":"192.0.2.255"} ; true
          cidr with a mask, outside   ; {f|cidr: 192.0.2.0/255.255.255.0} ; {"f":"192.0.3.0"} ; false
          cidr with an odd mask       ; {f|cidr: 198.51.100.64/255.255.255.192} ; {"f":"198.51.100.128"} ; false
          cidr with a mask of hosts   ; {f|cidr: 10.0.0.0/0.255.255.255} ; {"f":"10.255.0.1"} ; true
          the same, outside           ; {f|cidr: 10.0.0.0/0.255.255.255} ; {"f":"11.0.0.1"} ; false
          cidr with the mask of all   ; {f|cidr: 0.0.0.0/0.0.0.0} ; {"f":"203.0.113.9"} ; true
          cidr with the mask of one   ; {f|cidr: 203.0.113.9/255.255.255.255} ; {"f":"203.0.113.8"} ; false
          cidr 6                      ; {f|cidr: '2001:db8::/33'}  ; {"f":"2001:DB8:0:1::5"}  ; true
          cidr 6 outside              ; {f|cidr: '2001:db8::/33'}  ; {"f":"2001:db8:8000::"}  ; false
          cidr 6 with a 4 in it       ; {f|cidr: '::ffff:0:0/96'}  ; {"f":"::ffff:192.0.2.1"} ; true
          cidr 6 with a zone          ; {f|cidr: 'fe80::/10'}      ; {"f":"fe80::1%eth0"}     ; true
          cidr 4 knows no zone        ; {f|cidr: 192.0.2.0/24}     ; {"f":"192.0.2.1%eth0"}   ; false
          cidr 4 is not cidr 6        ; {f|cidr: 192.0.2.0/24}     ; {"f":"::ffff:192.0.2.1"} ; false
          cidr, octal to some         ; {f|cidr: 192.0.2.0/24}     ; {"f":"192.0.2.010"}      ; false
          cidr is no name             ; {f|cidr: 0.0.0.0/0}        ; {"f":"host.example.com"} ; false
          exists                      ; {f|exists: true}           ; {"f":""}                 ; true
          exists, null                ; {f|exists: yes}            ; {"f":null}               ; true
          exists not                  ; {f|exists: false}          ; {"g":1}                  ; true
          exists deeper               ; {f.g|exists: true}         ; {"f":null}               ; false
          gt                          ; {f|gt: 5}                  ; {"f":5.5}                ; true
          gt is strict                ; {f|gt: 5}                  ; {"f":5}                  ; false
          gte                         ; {f|gte: 5}                 ; {"f":5}                  ; true
          lt, text                    ; {f|lt: -1}                 ; {"f":"-1.5"}             ; true
          lte                         ; {f|lte: 1.5}               ; {"f":1.5}                ; true
          numeric, not by letters     ; {f|lt: 10}                 ; {"f":"9"}                ; true
          large                       ; {f|gt: 9007199254740992}   ; {"f":9007199254740993}   ; true
          exponent                    ; {f|gt: 100}                ; {"f":"1e3"}              ; true
          no digit before the point   ; {f|lt: 1}                  ; {"f":".5"}               ; true
          no digit behind the point   ; {f|lt: 10}                 ; {"f":"9."}               ; true
          a point alone               ; {f|lt: 10}                 ; {"f":"."}                ; false
          no number                   ; {f|lt: 10}                 ; {"f":"nine"}             ; false
          empty is no number          ; {f|lt: 10}                 ; {"f":""}                 ; false
          null is no number           ; {f|lt: 10}                 ; {"f":null}               ; false
          """)
  void modifiers(String why, String selection, String event, boolean expected) {
    assertThat(Matching.selects(selection, event)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          fieldref, whatever the case  ; {f|fieldref: g}              ; {"f":"x","g":"X"}          ; true
          fieldref cased               ; {f|fieldref|cased: g}        ; {"f":"x","g":"X"}          ; false
          fieldref differs             ; {f|fieldref: g}              ; {"f":"x","g":"y"}          ; false
          fieldref startswith          ; {f|fieldref|startswith: g}   ; {"f":"xyz","g":"xy"}       ; true
          fieldref endswith            ; {f|fieldref|endswith: g}     ; {"f":"xyz","g":"YZ"}       ; true
          fieldref contains            ; {f|fieldref|contains: g}     ; {"f":"xyz","g":"y"}        ; true
          fieldref neq                 ; {f|fieldref|neq: g}          ; {"f":"x","g":"y"}          ; true
          fieldref of arrays           ; {f|fieldref: g.h}            ; {"f":["a","b"],"g":[{"h":"b"}]} ; true
          fieldref of nothing          ; {f|fieldref: g}              ; {}                         ; false
          fieldref of nulls            ; {f|fieldref: g}              ; {"f":null,"g":null}        ; false
          number and text              ; {f|fieldref: g}              ; {"f":1,"g":"1"}            ; true
          minute                       ; {f|minute: 59}               ; {"f":"2026-05-01T03:59:07Z"}      ; true
          hour                         ; {f|hour: 3}                  ; {"f":"2026-05-01T03:59:07Z"}      ; true
          hour as the text states it   ; {f|hour: 3}                  ; {"f":"2026-05-01T03:59:07+02:00"} ; true
          hour without a zone          ; {f|hour: 3}                  ; {"f":"2026-05-01 03:59:07"}       ; true
          hour of a date               ; {f|hour: 0}                  ; {"f":"2026-05-01"}         ; true
          hour and a comparison        ; {f|hour|gte: 22}             ; {"f":"2026-05-01T23:00:00.123Z"}  ; true
          hours of a list              ; {f|hour: [1, 2, 3]}          ; {"f":"2026-05-01T03:00:00-05:00"} ; true
          day                          ; {f|day: 1}                   ; {"f":"2026-05-01T03:59:07Z"}      ; true
          week                         ; {f|week: 53}                 ; {"f":"2027-01-01T00:00:00Z"}      ; true
          month                        ; {f|month: 5}                 ; {"f":"2026-05-01T03:59:07Z"}      ; true
          year                         ; {f|year: 2026}               ; {"f":"2026-05-01T03:59:07Z"}      ; true
          offset without a colon       ; {f|hour: 3}                  ; {"f":"2026-05-01T03:59:07.1+0200"} ; true
          a named zone                 ; {f|hour: 3}                  ; {"f":"2026-05-01 03:59:07 UTC"}   ; true
          in small letters             ; {f|hour: 3}                  ; {"f":"2026-05-01t03:59:07z"}      ; true
          a comma in the seconds       ; {f|hour: 3}                  ; {"f":"2026-05-01T03:59:07,123Z"}  ; true
          no such hour                 ; {f|hour|gte: 0}              ; {"f":"2026-05-01T24:59:07Z"}      ; false
          no such day                  ; {f|day: 30}                  ; {"f":"2026-02-30"}         ; false
          no time                      ; {f|hour: 3}                  ; {"f":"3 o'clock today"}    ; false
          time and more                ; {f|hour: 3}                  ; {"f":"2026-05-01T03:59:07Z, late"} ; false
          """)
  void referencesAndTimes(String why, String selection, String event, boolean expected) {
    assertThat(Matching.selects(selection, event)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          a boolean is its text       ; {f: 'FALSE'}              ; {"f":false}                  ; true
          also the other way          ; {f: false}                ; {"f":"False"}                ; true
          YAML 1.1 knows no and off   ; {f: [no, off]}            ; {"f":false}                  ; true
          quoted it is a word         ; {f: 'no'}                 ; {"f":false}                  ; false
          a number is its text        ; {f: '12'}                 ; {"f":12}                     ; true
          also the other way          ; {f: 12}                   ; {"f":"12"}                   ; true
          numbers by their size       ; {f: 1}                    ; {"f":1.0}                    ; true
          a text by its letters       ; {f: 1}                    ; {"f":"1.0"}                  ; false
          octal, as in YAML 1.1       ; {f: 010}                  ; {"f":8}                      ; true
          patterns on numbers         ; {f: '4*'}                 ; {"f":403}                    ; true
          null is missing             ; {f: null}                 ; {}                           ; true
          null is null                ; {f: ~}                    ; {"f":null}                   ; true
          null is not empty           ; {f: null}                 ; {"f":""}                     ; false
          null is not zero            ; {f: null}                 ; {"f":0}                      ; false
          an empty array holds none   ; {f: null}                 ; {"f":[]}                     ; true
          the text null is text       ; {f: 'null'}               ; {"f":null}                   ; false
          a star is not null          ; {f: '*'}                  ; {"f":null}                   ; false
          deeper                      ; {a.b.c: x}                ; {"a":{"b":{"c":"x"}}}        ; true
          a key with dots             ; {a.b.c: x}                ; {"a.b":{"c":"x"}}            ; true
          names are cased             ; {a.b: x}                  ; {"a":{"B":"x"}}              ; false
          any element                 ; {f: y}                    ; {"f":["x","y"]}              ; true
          any element on the way      ; {a.b: y}                  ; {"a":[{"b":"x"},{"b":"y"}]}  ; true
          arrays in arrays            ; {a.b: y}                  ; {"a":[[{"b":["x",["y"]]}]]}  ; true
          all, by other elements      ; {f|contains|all: [a, b]}  ; {"f":["xa","xb"]}            ; true
          elements need not be one    ; {a.b: 1, a.c: 2}          ; {"a":[{"b":1},{"c":2}]}      ; true
          an object is compact text   ; {f: '{"a":[1,"b"]}'}      ; {"f": {"a": [1, "b"]}}       ; true
          with its quotes             ; {f|contains: '"a":'}      ; {"f":{"a":1}}                ; true
          an object is not null       ; {f: null}                 ; {"f":{}}                     ; false
          nothing below a text        ; {f.g: null}               ; {"f":"x"}                    ; true
          """)
  void json(String why, String selection, String event, boolean expected) {
    assertThat(Matching.selects(selection, event)).isEqualTo(expected);
  }
}
