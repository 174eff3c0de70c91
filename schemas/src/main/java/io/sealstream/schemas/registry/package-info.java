/** The schema registry behind a narrow port. */
@NullMarked
package io.sealstream.schemas.registry;

import org.jspecify.annotations.NullMarked;
