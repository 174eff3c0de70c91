package io.sealstream.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealstream.evidence.VerdictCode;
import io.sealstream.evidence.format.ArchiveLayout;
import io.sealstream.evidence.format.HeadsFile;
import io.sealstream.evidence.merkle.TreeHash;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The seal names one heads file; what lies beside it is told apart. */
class ForgedHeadsTest {

  @Test
  void aSecondHeadsFileOfASealedEpoch() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    HeadsFile other = new HeadsFile(1, List.of(), List.of(), List.of());
    String key = ArchiveLayout.heads(1, other.sha256());
    archive.store.tamper(key, other.encode());

    assertThat(archive.verify(VerifyOptions.DEFAULT.at(Level.L3)).problems())
        .extracting(Problem::code, Problem::where)
        .containsExactly(tuple(VerdictCode.UNSEALED_OBJECT, key));
  }

  @Test
  void aHeadsFileUnderAnotherHash() throws IOException {
    SampleArchive archive = SampleArchive.honest();
    String key = archive.headsKey(1);
    archive.store.tamper(ArchiveLayout.heads(1, TreeHash.ZERO), archive.read(key));
    archive.store.remove(key);

    assertThat(archive.verify().counts())
        .containsKeys(VerdictCode.HEAD_ROOT, VerdictCode.UNSEALED_OBJECT);
  }
}
