package io.authscape.keycloak.plan.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.plan.setup.Lock;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Shell;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the client policies and profiles of a realm need before the provider jar goes. Whatever else they enforce stays in
 * force: of a profile only our executor goes, and a policy goes only with the last of its profiles.
 */
final class UninstallPolicies {

    private final RealmFacts facts;

    /** The profiles that are empty without our executor. */
    private final Set<String> going;

    UninstallPolicies(RealmFacts facts) {
        this.facts = facts;
        this.going = elements(facts.profiles().path("profiles"))
                .filter(profile -> Lock.hasExecutor(profile)
                        && elements(profile.path("executors")).allMatch(Lock::isOurs))
                .map(UninstallPolicies::name)
                .collect(Collectors.toSet());
    }

    /** Before the profiles: Keycloak takes no policy that names a profile which isn't there. */
    Optional<UninstallStep> policies() {
        List<String> changing = elements(facts.policies().path("policies"))
                .filter(policy -> elements(policy.path("profiles")).anyMatch(this::isGoing))
                .map(UninstallPolicies::name)
                .sorted()
                .toList();
        return changing.isEmpty()
                ? Optional.empty()
                : step(
                        (changing.size() == 1 ? "the client policy " : "the client policies ") + Quoted.list(changing)
                                + (changing.size() == 1 ? " applies" : " apply") + " the jar's executor",
                        "with the jar gone Keycloak answers 500 to every token request of the realm; from here on nobody"
                                + " enforces permissions or networks",
                        "policies",
                        elements(facts.policies().path("policies")).flatMap(this::policy));
    }

    Optional<UninstallStep> profiles() {
        List<String> changing = elements(facts.profiles().path("profiles"))
                .filter(Lock::hasExecutor)
                .map(UninstallPolicies::name)
                .toList();
        return changing.isEmpty()
                ? Optional.empty()
                : step(
                        (changing.size() == 1 ? "the client profile " : "the client profiles ") + Quoted.list(changing)
                                + (changing.size() == 1 ? " names" : " name") + " the jar's executor",
                        "with the jar gone Keycloak refuses every change of the realm's client profiles, and every token"
                                + " request where a policy uses it",
                        "profiles",
                        elements(facts.profiles().path("profiles"))
                                .filter(profile -> !going.contains(name(profile)))
                                .map(profile -> with(
                                        profile,
                                        "executors",
                                        elements(profile.path("executors"))
                                                .filter(executor -> !Lock.isOurs(executor))
                                                .toList())));
    }

    private Stream<JsonNode> policy(JsonNode policy) {
        if (elements(policy.path("profiles")).noneMatch(this::isGoing)) {
            return Stream.of(policy);
        }
        List<JsonNode> left = elements(policy.path("profiles"))
                .filter(profile -> !isGoing(profile))
                .toList();
        return left.isEmpty() ? Stream.empty() : Stream.of(with(policy, "profiles", left));
    }

    private boolean isGoing(JsonNode profile) {
        return going.contains(profile.asText());
    }

    /** What stays, as the whole that Keycloak takes. */
    private Optional<UninstallStep> step(String what, String why, String member, Stream<JsonNode> stays) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        ArrayNode kept = whole.putArray(member);
        stays.forEach(kept::add);
        String command = "kcadm.sh update client-policies/" + member + " -r " + Shell.word(facts.realm()) + " -b "
                + Shell.word(whole.toString());
        return Optional.of(new UninstallStep(what, why, List.of(command), true));
    }

    private static ObjectNode with(JsonNode whole, String member, List<JsonNode> values) {
        ObjectNode changed = whole.deepCopy();
        changed.putArray(member).addAll(values);
        return changed;
    }

    private static String name(JsonNode named) {
        return named.path("name").asText();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
