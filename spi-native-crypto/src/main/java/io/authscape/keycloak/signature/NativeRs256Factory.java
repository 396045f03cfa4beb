package io.authscape.keycloak.signature;

import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.crypto.RS256SignatureProviderFactory;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/**
 * Keycloak's {@code RS256}, signed by a native library where that loads; elsewhere it is Keycloak's own. Takes the place
 * of Keycloak's factory of the same id, by its order.
 */
@AutoService(SignatureProviderFactory.class)
public final class NativeRs256Factory extends RS256SignatureProviderFactory implements ServerInfoAwareProviderFactory {

    private static final Logger LOG = Logger.getLogger(NativeRs256Factory.class);

    /** {@code --spi-signature--RS256--native=false} turns it off. */
    private static final String OPTION = "native";

    private final NativeLibrary.Source source;
    private String signer = "the JDK";
    private NativeKeys keys;

    public NativeRs256Factory() {
        this(NativeLibrary::load);
    }

    NativeRs256Factory(NativeLibrary.Source source) {
        this.source = source;
    }

    /** Loads the library now, so that its line stands at the start of the log and no request waits for it. */
    @Override
    public void init(Config.Scope config) {
        if (!isOn(config)) {
            signer = "the JDK, by the option '" + OPTION + "'";
            LOG.infof("RS256 is signed by %s.", signer);
            return;
        }
        try {
            NativeLibrary library = source.load();
            keys = new NativeKeys(library);
            signer = library.toString();
            LOG.infof("RS256 is signed by %s.", signer);
        } catch (NotLoadedException e) {
            signer = "the JDK, because " + e.getMessage();
            LOG.warnf("RS256 is signed by %s.", signer);
            LOG.debug("Why the native library did not load", e);
        }
    }

    @Override
    public SignatureProvider create(KeycloakSession session) {
        return keys == null ? super.create(session) : new NativeSignatureProvider(session, keys);
    }

    /** Shows in the Admin Console under "Provider info". */
    @Override
    public Map<String, String> getOperationalInfo() {
        Map<String, String> info = new LinkedHashMap<>();
        String version = getClass().getPackage().getImplementationVersion();
        info.put("Version", version == null ? "unknown" : version);
        info.put("Signed by", signer);
        if (keys != null) {
            info.put("Keys", String.valueOf(keys.count()));
        }
        return info;
    }

    /** Above Keycloak's own. */
    @Override
    public int order() {
        return 10;
    }

    /** Keycloak takes the id as it is spelled; who spells it as he spells all other options must not be overheard. */
    private static boolean isOn(Config.Scope config) {
        String value = config.get(OPTION);
        if (value == null) {
            value = Config.scope("signature", "rs256").get(OPTION, "true");
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException("option '" + OPTION
                        + "' of the provider 'RS256' takes true or false; this is neither: '" + value + "'");
        };
    }
}
