package io.authscape.keycloak.secret;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.http.HttpRequest;
import org.keycloak.util.BasicAuthHelper;

/**
 * Who a request says it is, and the secret that it shows for it: {@code client_secret_basic}, form-decoded (RFC 6749
 * section 2.3.1), or {@code client_secret_post}. Read in the order in which Keycloak's own {@code client-secret} reads
 * them, where the form counts for more than the header.
 *
 * @param clientId never null
 * @param secret null if the request has none
 */
record PresentedSecret(String clientId, String secret) {

    /** Empty: the request names no client, or in a way that can't be read. */
    static Optional<PresentedSecret> in(ClientAuthenticationFlowContext context) {
        HttpRequest request = context.getHttpRequest();
        String[] basic = basic(request.getHttpHeaders());
        String clientId = basic == null ? null : basic[0];
        String secret = basic == null ? null : basic[1];
        if (hasForm(request)) {
            MultivaluedMap<String, String> form = request.getDecodedFormParameters();
            clientId =
                    form.containsKey(OAuth2Constants.CLIENT_ID) ? form.getFirst(OAuth2Constants.CLIENT_ID) : clientId;
            secret = form.containsKey(OAuth2Constants.CLIENT_SECRET)
                    ? form.getFirst(OAuth2Constants.CLIENT_SECRET)
                    : secret;
        }
        if (clientId == null) {
            // Where Keycloak's endpoints put it that have it in their path.
            clientId = context.getSession().getAttribute(OAuth2Constants.CLIENT_ID, String.class);
        }
        return clientId == null ? Optional.empty() : Optional.of(new PresentedSecret(clientId, secret));
    }

    private static String[] basic(HttpHeaders headers) {
        String authorization = headers.getRequestHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        try {
            return authorization == null ? null : BasicAuthHelper.RFC6749.parseHeader(authorization);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static boolean hasForm(HttpRequest request) {
        MediaType type = request.getHttpHeaders().getMediaType();
        return type != null && type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE);
    }

    /** An empty one is as good as none: it must not match anything, however it is stored. */
    boolean hasSecret() {
        return secret != null && !secret.isEmpty();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "PresentedSecret[" + clientId + "]";
    }
}
