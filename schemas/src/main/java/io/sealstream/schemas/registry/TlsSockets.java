package io.sealstream.schemas.registry;

import io.sealstream.schemas.registry.RegistryConfig.Store;
import io.sealstream.schemas.registry.RegistryConfig.Tls;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS, mutual where a key store is given, from store files. */
final class TlsSockets {
  private TlsSockets() {}

  /**
   * Sockets that trust the one store and show the other's certificate.
   *
   * @throws IllegalArgumentException when a store cannot be opened, naming the file
   */
  static SSLSocketFactory of(Tls tls) {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(open(tls.trustStore()));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(tls.keyStore()), trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the registry's TLS stores are not usable", e);
    }
  }

  private static KeyManager @Nullable [] keys(@Nullable Store store)
      throws GeneralSecurityException {
    if (store == null) {
      return null;
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(open(store), store.password().toCharArray());
    return keys.getKeyManagers();
  }

  private static KeyStore open(Store store) throws GeneralSecurityException {
    try {
      return KeyStore.getInstance(new File(store.path()), store.password().toCharArray());
    } catch (IOException | IllegalArgumentException e) { // the latter: there is no such file
      throw new IllegalArgumentException(
          "cannot open the store " + store.path() + ": check its path and password", e);
    }
  }
}
