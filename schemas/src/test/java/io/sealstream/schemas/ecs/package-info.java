/** Tests of the mapping to ECS documents and of what it leaves out. */
@NullMarked
package io.sealstream.schemas.ecs;

import org.jspecify.annotations.NullMarked;
