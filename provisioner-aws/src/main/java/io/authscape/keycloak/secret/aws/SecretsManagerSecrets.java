package io.authscape.keycloak.secret.aws;

import io.authscape.keycloak.secret.LastRead;
import io.authscape.keycloak.secret.SecretStore;
import io.authscape.keycloak.secret.SecretStoreException;
import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The secrets of Secrets Manager: {@code secret-id}, or {@code secret-id#field} for one member of a secret that is a JSON
 * object. What AWS says in words stays here: it may repeat what it was sent.
 */
final class SecretsManagerSecrets implements SecretStore {

    private final Supplier<SecretsManagerClient> connect;
    /** What was read, by secret id: many clients' secrets may be fields of one. */
    private final Map<String, Optional<GetSecretValueResponse>> known = new ConcurrentHashMap<>();

    private final LastRead lastRead = new LastRead();

    private SecretsManagerClient client;

    /**
     * @param connect makes the client, which looks for credentials and region
     */
    SecretsManagerSecrets(Supplier<SecretsManagerClient> connect) {
        this.connect = connect;
    }

    @Override
    public Optional<Secret> read(String address) {
        Entry entry = Entry.of(address);
        return lastRead.remember(address, entry.secret(known.computeIfAbsent(entry.id(), id -> current(entry))));
    }

    @Override
    public void write(String address, Secret secret) {
        Entry entry = Entry.of(address);
        put(entry, current(entry), secret);
    }

    @Override
    public synchronized void replace(String address, Secret secret) {
        Entry entry = Entry.of(address);
        Optional<GetSecretValueResponse> before = current(entry);
        lastRead.requireUnchanged(address, entry.secret(before));
        if (!put(entry, before, secret)) {
            throw LastRead.overtaken();
        }
        lastRead.remember(address, Optional.of(secret));
    }

    @Override
    public Optional<String> version(String address) {
        return known.getOrDefault(Entry.of(address).id(), Optional.empty()).map(GetSecretValueResponse::versionId);
    }

    /** False if another run was faster, whose secret counts. */
    private boolean put(Entry entry, Optional<GetSecretValueResponse> before, Secret secret) {
        String text = entry.field() == null
                ? secret.reveal()
                : JsonFields.with(text(before).orElse("{}"), entry.field(), secret.reveal());
        known.remove(entry.id());
        return call("write", aws -> {
            if (before.isEmpty()) {
                try {
                    aws.createSecret(create -> create.name(entry.id()).secretString(text));
                    return true;
                } catch (ResourceExistsException e) {
                    if (current(entry).isPresent()) {
                        return false;
                    }
                    // It was made without a value, for us to fill.
                }
            }
            aws.putSecretValue(put -> put.secretId(entry.id()).secretString(text));
            return true;
        });
    }

    /** Empty if there is no such secret. */
    private Optional<GetSecretValueResponse> current(Entry entry) {
        return call("read", aws -> {
            try {
                return Optional.of(aws.getSecretValue(get -> get.secretId(entry.id())));
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<String> text(Optional<GetSecretValueResponse> answer) {
        return answer.map(GetSecretValueResponse::secretString);
    }

    private <T> T call(String doing, Function<SecretsManagerClient, T> call) {
        try {
            return call.apply(client());
        } catch (AwsServiceException e) {
            throw refused(doing, e);
        } catch (SdkException e) {
            throw new SecretStoreException(
                    Kind.UNREACHABLE,
                    "AWS Secrets Manager can't be asked; check AWS_REGION, the credentials (AWS_PROFILE,"
                            + " AWS_ACCESS_KEY_ID, a role) and the network");
        }
    }

    private synchronized SecretsManagerClient client() {
        if (client == null) {
            client = connect.get();
        }
        return client;
    }

    private static SecretStoreException refused(String doing, AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        String said = e.statusCode() + (code == null || code.isEmpty() ? "" : " " + code);
        if (e.statusCode() >= 500 || e.isThrottlingException()) {
            return new SecretStoreException(
                    Kind.UNREACHABLE, "AWS Secrets Manager is busy (" + said + "); run it again later");
        }
        boolean denied = e.statusCode() == 401
                || e.statusCode() == 403
                || (code != null && code.matches("AccessDenied.*|UnrecognizedClient.*|.*Token.*|InvalidSignature.*"));
        return denied
                ? new SecretStoreException(
                        Kind.DENIED,
                        "AWS doesn't let us " + doing + " it (" + said + "); allow secretsmanager:"
                                + (doing.equals("read") ? "GetSecretValue" : "CreateSecret and PutSecretValue"))
                : new SecretStoreException(
                        Kind.REFUSED, "AWS Secrets Manager can't " + doing + " it (" + said + "); see its console");
    }

    /**
     * @param field {@code null} for the whole secret
     */
    private record Entry(String id, String field) {

        Optional<Secret> secret(Optional<GetSecretValueResponse> answer) {
            return text(answer)
                    .flatMap(text -> field == null ? Optional.of(text) : JsonFields.get(text, field))
                    .filter(value -> !value.isBlank())
                    .map(Secret::new);
        }

        static Entry of(String address) {
            int hash = address.indexOf('#');
            return hash < 0
                    ? new Entry(address, null)
                    : new Entry(address.substring(0, hash), address.substring(hash + 1));
        }
    }
}
