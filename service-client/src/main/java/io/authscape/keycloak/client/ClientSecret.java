package io.authscape.keycloak.client;

import java.util.Map;
import java.util.function.Supplier;

/** A secret in the form's body, as AuthScape's services send it. Asked for at each request: it may have been rotated. */
final class ClientSecret implements ClientCredential {

    private static final String PARAMETER = "client_secret";

    private final Supplier<String> supplier;

    ClientSecret(Supplier<String> supplier) {
        this.supplier = supplier;
    }

    @Override
    public Map<String, String> parameters(String clientId, String audience) {
        String secret = supplier.get();
        if (secret == null || secret.isBlank()) {
            throw new IllegalStateException("it gave none");
        }
        return Map.of(PARAMETER, secret);
    }

    @Override
    public boolean isNewerThan(Map<String, String> sent) {
        String now = supplier.get();
        return now != null && !now.isBlank() && !now.equals(sent.get(PARAMETER));
    }

    @Override
    public String toString() {
        return "client secret";
    }
}
