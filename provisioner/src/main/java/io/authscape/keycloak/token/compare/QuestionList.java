package io.authscape.keycloak.token.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What both servers are asked: the good requests of a service, and each way to get them wrong that OpenIddict's error table
 * has a row for. Some fifty at most, however many scopes the client has.
 */
final class QuestionList {

    /** More scopes say nothing new about the wire. */
    private static final int MOST_SCOPES = 8;

    private static final String WRONG = "wrong-secret-of-compare";
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String AUTHORIZATION = "Authorization";

    private final ComparedClient client;
    private final String id;
    private final String secret;
    /** All that the client may ask for; {@code null} if nothing. */
    private final String scope;

    private final List<Question> questions = new ArrayList<>();

    private QuestionList(ComparedClient client) {
        this.client = client;
        id = client.clientId();
        secret = client.secret().reveal();
        scope = client.scopes().isEmpty()
                ? null
                : String.join(
                        " ",
                        client.scopes()
                                .subList(
                                        0, Math.min(MOST_SCOPES, client.scopes().size())));
    }

    static List<Question> of(ComparedClient client) {
        QuestionList list = new QuestionList(client);
        list.tokens();
        list.formOfTheRequest();
        list.credentials();
        list.grants();
        list.scopes();
        list.otherEndpoints();
        return list.questions;
    }

    private void tokens() {
        token("all scopes", good());
        if (client.scopes().size() > 1) {
            client.scopes().stream()
                    .limit(MOST_SCOPES)
                    .forEach(one -> token("scope " + one, asked().with("scope", one)));
        }
        token("no scope", asked());
        token("empty scope", asked().with("scope", ""));
        if (!client.scopes().isEmpty()) {
            String one = client.scopes().get(0);
            token("a scope twice", asked().with("scope", one + " " + one));
            token("two scope parameters", asked().with("scope", one).with("scope", one));
        }
        token("scope openid", asked().with("scope", "openid"));
        basic("Basic", id, secret, scoped(Form.empty().with("grant_type", "client_credentials")));
        basic("Basic, client_id in the body", id, secret, scoped(grant()).with("client_id", id));
        token("unknown parameter", good().with("foo", "bar"));
        add("content type with charset", "POST", "", Map.of(CONTENT_TYPE, Form.TYPE + "; charset=utf-8"), good());
        add("slash at the end", "POST", "/", Map.of(CONTENT_TYPE, Form.TYPE), good());
    }

    private void formOfTheRequest() {
        add("GET", "GET", "", Map.of(), null);
        add("PUT", "PUT", "", Map.of(CONTENT_TYPE, Form.TYPE), good());
        add("no content type", "POST", "", Map.of(), good());
        questions.add(new Question(
                "JSON",
                Endpoint.TOKEN,
                "POST",
                "",
                Map.of(CONTENT_TYPE, "application/json"),
                "{\"grant_type\":\"client_credentials\"}",
                false));
        token("empty body", Form.empty());
    }

    private void credentials() {
        wrong("wrong secret", scoped(grant().with("client_id", id).with("client_secret", WRONG)));
        questions.add(new Question(
                "wrong secret, Basic",
                Endpoint.TOKEN,
                "POST",
                "",
                Map.of(CONTENT_TYPE, Form.TYPE, AUTHORIZATION, Form.basic(id, WRONG)),
                scoped(grant()).text(),
                true));
        wrong(
                "unknown client",
                scoped(grant().with("client_id", "nobody-of-compare").with("client_secret", WRONG)));
        token("no client_id", scoped(grant().with("client_secret", WRONG)));
        token("no secret", scoped(grant().with("client_id", id)));
        token("empty secret", scoped(grant().with("client_id", id).with("client_secret", "")));
        token("two secrets", good().with("client_secret", secret));
        basic("Basic and a secret in the body", id, secret, good());
        add(
                "Basic that is no Base64",
                "POST",
                "",
                Map.of(CONTENT_TYPE, Form.TYPE, AUTHORIZATION, "Basic !!!"),
                scoped(grant()));
        basic("Basic with an empty secret", id, "", scoped(grant()));
        Form assertion = scoped(grant().with("client_id", id));
        token("assertion without its type", assertion.with("client_assertion", "x"));
        token("assertion type without assertion", assertion.with("client_assertion_type", ASSERTION_TYPE));
    }

    private void grants() {
        Form credentials = Form.empty().with("client_id", id).with("client_secret", secret);
        token("no grant_type", scoped(credentials));
        token("unknown grant_type", scoped(credentials.with("grant_type", "magic")));
        token("grant_type in another case", scoped(credentials.with("grant_type", "Client_Credentials")));
        token("two grant_types", good().with("grant_type", "client_credentials"));
    }

    private void scopes() {
        token("unknown scope", asked().with("scope", "nope-of-compare"));
        if (client.otherScope() != null) {
            token(
                    "scope without permission",
                    asked().with("scope", scope == null ? client.otherScope() : scope + " " + client.otherScope()));
        }
        token("resource", good().with("resource", "https://api.example.com/"));
    }

    private void otherEndpoints() {
        Form credentials = Form.empty().with("client_id", id).with("client_secret", secret);
        ask("introspection of its own token", Endpoint.INTROSPECTION, credentials.with("token", Question.OWN_TOKEN));
        ask("introspection of no token", Endpoint.INTROSPECTION, credentials);
        ask("introspection by nobody", Endpoint.INTROSPECTION, Form.empty().with("token", Question.OWN_TOKEN));
        ask(
                "introspection without a secret",
                Endpoint.INTROSPECTION,
                Form.empty().with("client_id", id).with("token", Question.OWN_TOKEN));
        questions.add(new Question(
                "introspection with a wrong secret",
                Endpoint.INTROSPECTION,
                "POST",
                "",
                Map.of(CONTENT_TYPE, Form.TYPE),
                Form.empty()
                        .with("client_id", id)
                        .with("client_secret", WRONG)
                        .with("token", Question.OWN_TOKEN)
                        .text(),
                true));
        get("userinfo without a token", Endpoint.USERINFO, Map.of());
        get("userinfo with a made-up token", Endpoint.USERINFO, Map.of(AUTHORIZATION, "Bearer abc"));
        get(
                "userinfo with a service's token",
                Endpoint.USERINFO,
                Map.of(AUTHORIZATION, "Bearer " + Question.OWN_TOKEN));
        get("discovery", Endpoint.DISCOVERY, Map.of());
        ask("POST discovery", Endpoint.DISCOVERY, Form.empty());
        get("keys", Endpoint.KEYS, Map.of());
        // Last: the token is of no use afterwards.
        ask("revocation of no token", Endpoint.REVOCATION, credentials);
        ask("revocation of its own token", Endpoint.REVOCATION, credentials.with("token", Question.OWN_TOKEN));
    }

    private static Form grant() {
        return Form.empty().with("grant_type", "client_credentials");
    }

    private Form asked() {
        return grant().with("client_id", id).with("client_secret", secret);
    }

    private Form good() {
        return scoped(asked());
    }

    private Form scoped(Form form) {
        return scope == null ? form : form.with("scope", scope);
    }

    private void token(String name, Form form) {
        add(name, "POST", "", Map.of(CONTENT_TYPE, Form.TYPE), form);
    }

    private void wrong(String name, Form form) {
        questions.add(
                new Question(name, Endpoint.TOKEN, "POST", "", Map.of(CONTENT_TYPE, Form.TYPE), form.text(), true));
    }

    private void basic(String name, String user, String password, Form form) {
        add(name, "POST", "", Map.of(CONTENT_TYPE, Form.TYPE, AUTHORIZATION, Form.basic(user, password)), form);
    }

    private void add(String name, String method, String suffix, Map<String, String> headers, Form form) {
        String body = form == null ? null : form.text();
        questions.add(new Question(name, Endpoint.TOKEN, method, suffix, headers, body, false));
    }

    private void ask(String name, Endpoint endpoint, Form form) {
        questions.add(new Question(name, endpoint, "POST", "", Map.of(CONTENT_TYPE, Form.TYPE), form.text(), false));
    }

    private void get(String name, Endpoint endpoint, Map<String, String> headers) {
        questions.add(new Question(name, endpoint, "GET", "", headers, null, false));
    }
}
