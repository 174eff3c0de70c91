/** Audit events as Elastic Common Schema documents, minimised by each field's classification. */
@NullMarked
package io.sealstream.schemas.ecs;

import org.jspecify.annotations.NullMarked;
