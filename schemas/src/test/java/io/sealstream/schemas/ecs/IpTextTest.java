package io.sealstream.schemas.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "203.0.113.9",
        "255.255.255.255",
        "::",
        "::1",
        "2001:db8::1",
        "2001:DB8:0:0:0:0:0:1",
        "1::",
        "::ffff:192.0.2.1"
      })
  void addressesAreAddresses(String text) {
    assertThat(IpText.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AWS Internal",
        "cloudtrail.amazonaws.com",
        "1.2.3",
        "1.2.3.4.5",
        "01.2.3.4",
        "256.1.1.1",
        "1.2.3.4:80",
        "fe80::1%eth0",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "1:2:3:4:5:6:7::8:9",
        "12345::",
        "g::",
        "１.2.3.4"
      })
  void anythingElseIsText(String text) {
    assertThat(IpText.isValid(text)).isFalse();
  }
}
