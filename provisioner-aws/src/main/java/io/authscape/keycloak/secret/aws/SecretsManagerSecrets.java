package io.authscape.keycloak.secret.aws;

import io.authscape.keycloak.secret.SecretStore;
import io.authscape.keycloak.secret.SecretStoreException;
import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The secrets of Secrets Manager: {@code secret-id}, or {@code secret-id#field} for one member of a secret that is a JSON
 * object. What AWS says in words stays here: it may repeat what it was sent.
 */
final class SecretsManagerSecrets implements SecretStore {

    private final Supplier<SecretsManagerClient> connect;
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
        return text(entry)
                .flatMap(text -> entry.field() == null ? Optional.of(text) : JsonFields.get(text, entry.field()))
                .filter(value -> !value.isBlank())
                .map(Secret::new);
    }

    @Override
    public void write(String address, Secret secret) {
        Entry entry = Entry.of(address);
        Optional<String> before = text(entry);
        String text = entry.field() == null
                ? secret.reveal()
                : JsonFields.with(before.orElse("{}"), entry.field(), secret.reveal());
        call("write", aws -> {
            if (before.isPresent()) {
                return aws.putSecretValue(put -> put.secretId(entry.id()).secretString(text));
            }
            try {
                return aws.createSecret(create -> create.name(entry.id()).secretString(text));
            } catch (ResourceExistsException e) {
                return null; // Another run was faster, and its secret counts.
            }
        });
    }

    /** Empty if there is no such secret, or none in it. */
    private Optional<String> text(Entry entry) {
        return call("read", aws -> {
            try {
                return Optional.ofNullable(
                        aws.getSecretValue(get -> get.secretId(entry.id())).secretString());
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
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

        static Entry of(String address) {
            int hash = address.indexOf('#');
            return hash < 0
                    ? new Entry(address, null)
                    : new Entry(address.substring(0, hash), address.substring(hash + 1));
        }
    }
}
