package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.secret.RemoteApi.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;

/** Talks to the Kubernetes API, signed in. What it says in words stays here: it may repeat what it was sent. */
class KubernetesConnection {

    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);

    private final KubernetesSettings settings;
    private final RemoteApi api;

    KubernetesConnection(KubernetesSettings settings) {
        this.settings = settings;
        api = new RemoteApi(
                () -> "Kubernetes at " + settings.address(),
                "AUTHSCAPE_KUBERNETES_URL and AUTHSCAPE_KUBERNETES_CA_FILE",
                PASSING,
                () -> settings.certificates()
                        .map(certificates -> PrivateTrust.of(certificates.from(), certificates.file())));
    }

    Answer get(String path) {
        return api.send(request(path).GET());
    }

    Answer post(String path, JsonNode body) {
        return api.send(request(path)
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    Answer patch(String path, JsonNode body) {
        return api.send(request(path)
                .setHeader("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.address() + "/api/v1/" + path))
                .setHeader("Accept", "application/json");
        settings.token().ifPresent(token -> request.setHeader("Authorization", "Bearer " + token.reveal()));
        return request;
    }
}
