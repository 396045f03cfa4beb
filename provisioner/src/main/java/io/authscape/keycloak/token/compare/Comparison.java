package io.authscape.keycloak.token.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.seed.Quoted;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Asks an old and a new identity server the same, one request after the other. */
public final class Comparison {

    private static final int NOT_FOUND = 404;

    private final Side before;
    private final Side after;
    private final KnownDifferences known = KnownDifferences.read();
    private final List<Question> questions;
    private String refusedByBoth;

    /**
     * @param before the old server's address, without a slash at its end
     * @param after the new one's
     * @param tls what to trust and to show in TLS connections; {@code null} for what the JVM brings
     * @param wrongSecrets whether requests with a wrong secret are sent, too
     */
    public Comparison(URI before, URI after, SSLContext tls, ComparedClient client, boolean wrongSecrets) {
        this.before = new Side("old", before, tls);
        this.after = new Side("new", after, tls);
        this.questions = QuestionList.of(client).stream()
                .filter(question -> wrongSecrets || !question.wrongSecret())
                .toList();
    }

    /** How many requests each server gets at most, beside those that find its token endpoint. */
    public int size() {
        return questions.size();
    }

    /** How many of them each server notes as failed logins. */
    public long wrongSecrets() {
        return questions.stream().filter(Question::wrongSecret).count();
    }

    /**
     * Asks.
     *
     * @throws Unreachable if a server doesn't answer, or has no token endpoint: nothing would be compared
     */
    public List<Compared> run() throws InterruptedException {
        discover(before);
        discover(after);
        for (Side side : List.of(before, after)) {
            if (!side.has(Endpoint.TOKEN)) {
                throw new Unreachable(side, "its discovery document names no address of one");
            }
        }
        guessed(before);
        guessed(after);
        List<Compared> compared = new ArrayList<>();
        for (Question question : questions) {
            if (before.has(question.endpoint()) && after.has(question.endpoint())) {
                compared.add(compare(question));
            }
        }
        return compared;
    }

    /**
     * What both servers answered to the request that each should grant, if neither took the client's secret in
     * {@link #run()}: then nothing but refusals was compared. Else {@code null}; a client that may have no token, since it
     * only introspects, is refused otherwise.
     */
    public String refusedByBoth() {
        return refusedByBoth;
    }

    /** The endpoints that were not asked after {@link #run()}, each with the reason. */
    public List<String> leftOut() {
        return questions.stream()
                .map(Question::endpoint)
                .distinct()
                .filter(endpoint -> !before.has(endpoint) || !after.has(endpoint))
                .map(endpoint -> endpoint.name().toLowerCase(Locale.ROOT)
                        + (before.has(endpoint)
                                ? " (only the old server has it)"
                                : after.has(endpoint) ? " (only the new server has it)" : " (neither has it)"))
                .toList();
    }

    /** Two servers that know nothing would answer the same. */
    private void guessed(Side side) throws InterruptedException {
        if (!side.hasDocument() && ask(side, questions.get(0)).status() == NOT_FOUND) {
            throw new Unreachable(
                    side,
                    side.discovered() + " at " + Endpoint.DISCOVERY.usual() + " and " + NOT_FOUND + " at "
                            + Endpoint.TOKEN.usual() + "; is the address right?");
        }
    }

    private Compared compare(Question question) throws InterruptedException {
        WireReply one = ask(before, question);
        WireReply other = ask(after, question);
        if (question.equals(questions.get(0)) && one.isUnauthorized() && other.isUnauthorized()) {
            refusedByBoth = "old: " + one.refusal() + ", new: " + other.refusal();
        }
        JsonNode old = before.written(one);
        JsonNode now = after.written(other);
        List<Deviation> unexpected = new ArrayList<>();
        Map<Deviation, String> explained = new LinkedHashMap<>();
        for (Deviation deviation : Deviation.between(old, now)) {
            known.explaining(deviation)
                    .ifPresentOrElse(id -> explained.put(deviation, id), () -> unexpected.add(deviation));
        }
        return new Compared(question.name(), one.status(), other.status(), unexpected, explained);
    }

    private static void discover(Side side) throws InterruptedException {
        try {
            side.discover();
        } catch (IOException e) {
            throw new Unreachable(side, e);
        }
    }

    private static WireReply ask(Side side, Question question) throws InterruptedException {
        try {
            return side.ask(question);
        } catch (IOException e) {
            throw new Unreachable(side, e);
        }
    }

    /** A server doesn't answer. The message is one sentence for people. */
    public static final class Unreachable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unreachable(Side side, String missing) {
            super("the server --" + side + " has no token endpoint: " + missing);
        }

        Unreachable(Side side, IOException e) {
            super(
                    "can't reach the server --" + side + ": "
                            + (e.getMessage() == null ? "no connection" : Quoted.of(e.getMessage())),
                    e);
        }
    }
}
