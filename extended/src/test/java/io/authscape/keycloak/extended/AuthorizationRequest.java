package io.authscape.keycloak.extended;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An authorization request as AuthScape's npm client makes it, at the root. */
record AuthorizationRequest(String root, String redirectUri) {

    /** The example of RFC 7636, appendix B. */
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    String address() {
        return root + "connect/authorize?response_type=code&client_id=postman&state=1234&redirect_uri="
                + encode(redirectUri) + "&scope=email+openid+offline_access+profile+api1&code_challenge=" + CHALLENGE
                + "&code_challenge_method=S256";
    }

    /** The same, which must not show a page. */
    String silent() {
        return address() + "&prompt=none";
    }

    /** The parameters of an address. */
    static Map<String, String> parameters(URI address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : address.getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
