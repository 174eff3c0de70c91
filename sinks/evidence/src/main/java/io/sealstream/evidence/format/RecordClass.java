package io.sealstream.evidence.format;

import io.sealstream.schemas.TenantId;
import io.sealstream.schemas.v1.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What retention tells records apart by: an event's category by its Avro name, or {@link
 * #NO_EVENT}.
 */
public final class RecordClass {
  /** The class of a record that is no event, which is sealed without a tenant. */
  public static final String NO_EVENT = "NO_EVENT";

  private static final List<String> CATEGORIES =
      Arrays.stream(Category.values()).map(Category::name).toList();

  private RecordClass() {}

  /** Refuses what is no class. */
  static void require(String name) {
    if (!name.equals(NO_EVENT) && !CATEGORIES.contains(name)) {
      var known = new ArrayList<>(CATEGORIES);
      known.add(NO_EVENT);
      throw new IllegalArgumentException("class must be * or one of " + known + ": " + name);
    }
  }

  /** The classes of records that a tenant may have. */
  static List<String> of(String tenant) {
    return tenant.equals(TenantId.UNATTRIBUTED.value()) ? List.of(NO_EVENT) : CATEGORIES;
  }
}
