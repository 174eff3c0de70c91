package io.sealstream.policy;

import io.sealstream.policy.plan.Hit;
import io.sealstream.schemas.typeinfo.ValueTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A hit under one of the keys to which it belongs: all that is sent on for correlating. */
public record KeyedHit(CorrelationKey key, Hit hit) {

  /** How Flink moves it. */
  public static final TypeInformation<KeyedHit> TYPE =
      ValueTypeInfo.of(KeyedHit.class, new KeyedHitSerializer());
}
