package io.authscape.keycloak.connect;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.security.cert.X509Certificate;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;

/**
 * The request that Keycloak's endpoint sees: the caller's own, with the parameters as OpenIddict reads them. Keycloak
 * lets the body win over the header, refuses a parameter that comes twice, and reads no parameters from a GET.
 */
final class AlignedRequest implements HttpRequest {

    private final HttpRequest callers;
    private final MultivaluedMap<String, String> form;

    AlignedRequest(HttpRequest callers, MultivaluedMap<String, String> form) {
        this.callers = callers;
        this.form = form;
    }

    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        return form;
    }

    @Override
    public String getHttpMethod() {
        return callers.getHttpMethod();
    }

    @Override
    public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
        return new MultivaluedHashMap<>();
    }

    @Override
    public HttpHeaders getHttpHeaders() {
        return callers.getHttpHeaders();
    }

    @Override
    public X509Certificate[] getClientCertificateChain() {
        return callers.getClientCertificateChain();
    }

    @Override
    public UriInfo getUri() {
        return callers.getUri();
    }

    @Override
    public boolean isProxyTrusted() {
        return callers.isProxyTrusted();
    }
}
