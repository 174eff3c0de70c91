/**
 * From files of audit logs to events: shapes of JSON files, vendor formats, and the report of what
 * was taken and what was not. A bad record never stops the rest.
 */
@NullMarked
package io.sealstream.schemas.ingest;

import org.jspecify.annotations.NullMarked;
