package io.sealstream.evidence.records;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.v1.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What retention tells records apart by: an event's category by its Avro name; of other records
 * what they are; of those that could not be used, whatever their topic holds, {@link #NO_EVENT}.
 * {@link RecordReaders} says it of each, for the job as for the verifier.
 */
public final class RecordClass {
  /** The class of a record that could not be used, which is sealed without a tenant. */
  public static final String NO_EVENT = "NO_EVENT";

  private static final String VIOLATION = "VIOLATION";
  private static final String DECISION = "DECISION";
  private static final String POLICY = "POLICY";

  private static final List<String> CATEGORIES =
      Arrays.stream(Category.values()).map(Category::name).toList();
  private static final List<String> OF_TENANTS = with(CATEGORIES, VIOLATION, DECISION);
  private static final List<String> OF_PLATFORM = List.of(VIOLATION, DECISION, POLICY);
  private static final List<String> ALL = with(OF_TENANTS, POLICY, NO_EVENT);

  private RecordClass() {}

  /** The class of an event. */
  public static String of(Category category) {
    return category.name();
  }

  /**
   * The class of records of ours.
   *
   * @throws IllegalArgumentException for events, whose category is their class
   */
  public static String of(RecordKind kind) {
    return switch (kind) {
      case VIOLATIONS -> VIOLATION;
      case DECISIONS -> DECISION;
      case POLICIES -> POLICY;
      case EVENTS -> throw new IllegalArgumentException("the class of an event is its category");
    };
  }

  /** Refuses what is no class. */
  public static void require(String name) {
    if (!ALL.contains(name)) {
      throw new IllegalArgumentException("class must be * or one of " + ALL + ": " + name);
    }
  }

  /** The classes that records of a tenant may have. */
  public static List<String> of(String tenant) {
    if (tenant.equals(TenantId.UNATTRIBUTED.value())) {
      return List.of(NO_EVENT);
    }
    return tenant.equals(TenantId.PLATFORM.value()) ? OF_PLATFORM : OF_TENANTS;
  }

  /** The classes that records of a tenant may have in a topic of this kind. */
  public static List<String> of(String tenant, RecordKind kind) {
    if (tenant.equals(TenantId.UNATTRIBUTED.value())) {
      return List.of(NO_EVENT);
    }
    List<String> ofKind = kind == RecordKind.EVENTS ? CATEGORIES : List.of(of(kind));
    return of(tenant).stream().filter(ofKind::contains).toList();
  }

  private static List<String> with(List<String> names, String... more) {
    var all = new ArrayList<>(names);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }
}
