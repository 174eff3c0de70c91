package io.sealstream.sinks.search;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** How Flink moves a {@link SearchDocument} between operators. Never a key. */
public final class SearchDocumentTypeInfo extends TypeInformation<SearchDocument> {
  private static final long serialVersionUID = 1L;
  public static final SearchDocumentTypeInfo INSTANCE = new SearchDocumentTypeInfo();

  private SearchDocumentTypeInfo() {}

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<SearchDocument> getTypeClass() {
    return SearchDocument.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<SearchDocument> createSerializer(SerializerConfig config) {
    return new SearchDocumentSerializer();
  }

  @Override
  public String toString() {
    return "SearchDocument";
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof SearchDocumentTypeInfo;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SearchDocumentTypeInfo;
  }

  @Override
  public int hashCode() {
    return SearchDocumentTypeInfo.class.hashCode();
  }
}
